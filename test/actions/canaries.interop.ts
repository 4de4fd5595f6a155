import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { OIDC_HOST } from '@promo/sandbox/oidc'
import { leaks } from './canaries.ts'
import { recordingHelper, recordingSyft, setSecretScene, type SecretRun, type SecretScene } from './secret-scene.ts'

jest.setTimeout(120_000)

const ACTIONS = ['keyless-sign', 'attest', 'attest-sbom'] as const
const PASSWORD = 'canary-key-password-2f6b'
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const PLAIN = key.export({ type: 'pkcs8', format: 'pem' }).toString()
const CLOSED = key.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSWORD }).toString()
/** A block of a private key that is cut: what is left of it is as secret as the whole. */
const TORN = PLAIN.replace(/\n([^-\n]+)\n-----END/, '\n-----END')

let scene: SecretScene
beforeAll(async () => {
  scene = await setSecretScene()
})
afterEach(() => scene.restore())
afterAll(() => scene.close())

/** Code of the ending, and every secret that is anywhere but where it belongs. */
function told(run: SecretRun): { readonly code: string; readonly leaks: readonly string[] } {
  return { code: run.ended.outputs.get('failure-code') ?? 'none', leaks: leaks(run.canaries, run.places) }
}

const WELL = { code: '', leaks: [] }
const endsIn = (code: string): object => ({ code, leaks: [] })

describe.each(ACTIONS)('%s shows no secret', (action) => {
  test('when the identity of the job signs', async () => {
    const run = await scene.run(action)
    expect(told(run)).toEqual(WELL)
    // The token went to Fulcio, and was therefore looked for.
    expect(run.canaries.map(({ name }) => name)).toContain('identity token')
  })

  test.each([
    ['is given as text', { key: PLAIN }, {}],
    ['is named as a variable', { key: 'env://RELEASE_KEY' }, { RELEASE_KEY: PLAIN }],
    ['is encrypted, its password given', { key: CLOSED, 'key-password': PASSWORD }, {}],
    ['is encrypted, its password that of cosign', { key: CLOSED }, { COSIGN_PASSWORD: PASSWORD }],
  ])('when the key that signs %s', async (_how, inputs, variables) => {
    expect(
      told(await scene.run(action, { inputs, variables, secrets: { key: PLAIN, closed: CLOSED, PASSWORD } })),
    ).toEqual(WELL)
  })

  test.each([
    ['the password is wrong', 'key-password-wrong', { key: CLOSED, 'key-password': 'canary-another-password' }],
    ['the password is missing', 'key-password-wrong', { key: CLOSED }],
    ['the key cannot be parsed', 'key-invalid', { key: TORN }],
    ['the key is no PEM text', 'input-invalid', { key: PLAIN.replaceAll('-----', '') }],
    ['a password comes without a key', 'input-missing', { 'key-password': PASSWORD }],
  ])('when %s', async (_what, code, inputs) => {
    const secrets = { key: PLAIN, closed: CLOSED, PASSWORD, other: 'canary-another-password' }
    expect(told(await scene.run(action, { inputs, secrets }))).toEqual(endsIn(code))
  })

  test.each([
    [400, 'certificate-refused'],
    [422, 'sigstore-refused'],
    [501, 'sigstore-unavailable'],
    [200, 'sigstore-unavailable'],
  ])('when Fulcio answers %i with the request', async (status, code) => {
    scene.echoing('fulcio.sigstore.dev', status, (request) => request.method === 'POST')
    expect(told(await scene.run(action))).toEqual(endsIn(code))
  })

  test.each([401, 500, 200])('when the issuer of tokens answers %i with the request', async (status) => {
    scene.echoing(OIDC_HOST, status)
    expect(told(await scene.run(action))).toEqual(endsIn('identity-refused'))
  })

  test.each([
    ['the token server refuses it and says what it was', 401, /^\/token/, 'registry-unauthorized'],
    ['the token server fails so', 500, /^\/token/, 'registry-unavailable'],
    ['the registry forbids so', 403, /^\/v2\/./, 'registry-unauthorized'],
    ['the registry refuses so', 400, /^\/v2\/./, 'registry-refused'],
    ['the registry fails so', 500, /^\/v2\/./, 'registry-unavailable'],
  ])('of the registry when %s', async (_what, status, path, code) => {
    scene.echoing('ghcr.io', status, ({ url }) => path.test(url.pathname))
    expect(told(await scene.run(action))).toEqual(endsIn(code))
  })

  test('of a proxy that answers with a page and the request', async () => {
    const proxy = await aTalkingProxy()
    const address = `http://promo:canary-proxy-password@127.0.0.1:${String((proxy.address() as AddressInfo).port)}`
    const variables = { HTTPS_PROXY: address, https_proxy: address, HTTP_PROXY: address, http_proxy: address }
    const run = await scene.run(action, { variables, secrets: { proxy: 'canary-proxy-password' } })
    proxy.close()
    expect(told(run)).toEqual({ code: expect.stringMatching(/^(?:registry|http|identity)-/), leaks: [] })
  })
})

describe('no program that an action starts is given a secret', () => {
  test('the credential helper of docker', async () => {
    const helper = recordingHelper({ username: 'developer', secret: scene.token })
    const inputs = { key: CLOSED, 'key-password': PASSWORD, 'registry-username': '', 'registry-password': '' }
    const secrets = { key: PLAIN, closed: CLOSED, PASSWORD }
    const run = await scene.run('attest', { inputs, secrets, variables: helper.variables })
    expect(told(run)).toEqual(WELL)
    expect(helper.records()).not.toEqual([])
    expect(leaks(run.canaries, new Map([['the helper', helper.records().join('\n')]]))).toEqual([])
    helper.remove()
  })

  test('syft', async () => {
    const syft = recordingSyft()
    const inputs = {
      generator: 'syft',
      sbom: '',
      'tool-directory': syft.directory,
      key: CLOSED,
      'key-password': PASSWORD,
    }
    const run = await scene.run('attest-sbom', { inputs, secrets: { key: PLAIN, closed: CLOSED, PASSWORD } })
    expect(told(run)).toEqual(WELL)
    expect(syft.records()).not.toEqual([])
    expect(leaks(run.canaries, new Map([['syft', syft.records().join('\n')]]))).toEqual([])
    syft.remove()
  })
})

/** Refuses every tunnel with a page that quotes what it was sent, credentials and all. */
async function aTalkingProxy(): Promise<Server> {
  const server = createServer()
  server.on('connect', (request, socket) => {
    const page = `<html>${request.rawHeaders.join(' ')} ${Buffer.from(request.headers['proxy-authorization']?.slice(6) ?? '', 'base64').toString()}</html>`
    socket.end(`HTTP/1.1 502 ${page.replaceAll(/[^ -~]/g, ' ')}\r\ncontent-type: text/html\r\n\r\n${page}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
