import { inspect } from 'node:util'
import { describe, expect, jest, test } from '@jest/globals'
import { PromoError } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { steppingClock, type Host } from '@promo/registry/testing'
import { createKeylessSigner, PUBLIC_GOOD } from '@promo/sigstore'
import { claimsOf, createSigningBench, LEG_CLAIMS, statementAbout, SUBJECT, type SigningBench } from './signing.ts'

jest.setTimeout(20_000)

const FULCIO = 'fulcio.sigstore.dev'
const REKOR = 'rekor.sigstore.dev'
const TIMESTAMP = 'timestamp.sigstore.dev'

const bench = await createSigningBench()
const token = await bench.issuer.issue(LEG_CLAIMS, 'sigstore')
const strangerToken = await bench.issuer.issue(LEG_CLAIMS, 'someone-else')

/** Signs with one host answering otherwise. */
function signWith(host: string, answer: Host): Promise<unknown> {
  const signer = createKeylessSigner({
    http: {
      ...bench.http,
      request: async (request) =>
        new URL(request.url).host === host ? over(answer, request) : bench.http.request(request),
    },
    clock: { now: () => new Date(), sleep: () => Promise.resolve() },
    instance: PUBLIC_GOOD,
    token: () => Promise.resolve(token),
  })
  return signer.signStatement(statementAbout(SUBJECT))
}

async function over(
  answer: Host,
  request: Parameters<SigningBench['http']['request']>[0],
): ReturnType<SigningBench['http']['request']> {
  const url = new URL(request.url)
  const body = Buffer.from(typeof request.body === 'string' ? request.body : '')
  const {
    status,
    headers,
    body: content = '',
  } = await answer({ method: request.method, url, headers: request.headers ?? {}, body })
  return { status, headers: new Headers(headers ?? {}), url, body: Buffer.from(content) }
}

const says =
  (status: number, body: unknown, headers: Record<string, string> = {}): Host =>
  () => ({ status, headers, body: JSON.stringify(body) })

describe('the identity token', () => {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const quoting: readonly (readonly [string, string, Host])[] = [
    ['Fulcio quotes it in a refusal', 'certificate-refused', says(400, { message: `bad token ${token}` })],
    ['Fulcio quotes its payload', 'certificate-refused', says(401, { message: payload })],
    ['Fulcio fails and quotes it', 'sigstore-unavailable', says(500, { message: `${header}.${payload}`, token })],
    ['Fulcio answers with it', 'sigstore-unavailable', says(200, { token })],
    ['Fulcio redirects with it', 'sigstore-unavailable', says(302, {}, { location: `https://evil.example/${token}` })],
    [
      'the transport quotes it',
      'sigstore-unavailable',
      () => Promise.reject(new Error(`cannot send ${token}`, { cause: { body: token } })),
    ],
  ]

  test.each(quoting)('is in no error when %s', async (_when, code, answer) => {
    const error = await expectCode(code, () => signWith(FULCIO, answer))
    const shown = inspect(error, { depth: 20, showHidden: true })
    for (const part of [token, payload, signature]) expect(shown).not.toContain(part)
  })

  test.each([
    ['is no JWT', 'not-a-jwt'],
    ['has an unreadable payload', `${header}.e30x.${signature}`],
    ['is for another audience', strangerToken],
    ['has a payload that is no object', `${header}.${Buffer.from('[]').toString('base64url')}.${signature}`],
  ])('is refused before it is sent when it %s', async (_what, text) => {
    const before = bench.http.requests.length
    const error = await expectCode('identity-token-invalid', () =>
      bench.signer({ token: () => Promise.resolve(text) }).identity(),
    )
    expect(inspect(error, { depth: 20 })).not.toContain(text)
    expect(bench.http.requests.length).toBe(before)
  })

  test('is refused by Fulcio when another issuer made it', async () => {
    const stranger = await createSigningBench()
    const forged = await stranger.issuer.issue(LEG_CLAIMS, 'sigstore')
    await expectCode('certificate-refused', () => bench.signer({ token: () => Promise.resolve(forged) }).identity())
  })

  test('is refused once it has expired', async () => {
    const late = { now: () => new Date(Date.now() + 3_600_000), sleep: () => Promise.resolve() }
    await expectCode('identity-token-invalid', () =>
      bench.signer({ clock: late, token: () => Promise.resolve(token) }).identity(),
    )
  })
})

describe('the transparency log', () => {
  const rekor = bench.sigstore.handlers.get(REKOR)
  if (rekor === undefined) throw new Error('no log')

  test('that has the entry already is read back, and the bundle verifies', async () => {
    let conflicts = 0
    const signed = await signWith(REKOR, async (request) => {
      if (request.method === 'POST') await rekor(request)
      const answer = await rekor(request)
      if (answer.status === 409) conflicts += 1
      return answer
    })
    expect(conflicts).toBe(1)
    expect(bench.trust.verifyBundle((signed as { bundle: Uint8Array }).bundle).subjects).toEqual([SUBJECT])
  })

  test('that answers a conflict with the entry of someone else is not believed', async () => {
    await bench.signer().signStatement(statementAbout(SUBJECT, { someone: 'else' }))
    const foreign = bench.sigstore.log.entryAt(4_163_431)?.uuid ?? ''
    const error = await expectCode('log-answer-invalid', () =>
      signWith(REKOR, (request) =>
        request.method === 'POST'
          ? { status: 409, headers: { location: `/api/v1/log/entries/${foreign}` } }
          : rekor(request),
      ),
    )
    expect(error.ending).toBe('infrastructure')
  })

  test.each<readonly [string, string, Host]>([
    ['names no entry in a conflict', 'log-answer-invalid', says(409, {}, { location: 'https://evil.example/' })],
    ['answers with nothing', 'log-answer-invalid', says(201, {})],
    ['answers with something else', 'sigstore-unavailable', () => ({ status: 201, body: '<html>' })],
    ['refuses the entry', 'sigstore-refused', says(400, { message: 'no' })],
    ['is down', 'sigstore-unavailable', says(503, {})],
  ])('that %s ends in %s', async (_what, code, answer) => {
    await expectCode(code, () => signWith(REKOR, answer))
  })
})

describe('the timestamp authority', () => {
  test.each<readonly [string, string, Host]>([
    ['answers with something else', 'sigstore-unavailable', says(201, {})],
    ['is down', 'sigstore-unavailable', says(502, {})],
    ['refuses', 'sigstore-refused', says(400, {})],
  ])('that %s ends in %s', async (_what, code, answer) => {
    await expectCode(code, () => signWith(TIMESTAMP, answer))
  })
})

describe('the certificate', () => {
  test('is renewed before it ends, and a failed request is not kept', async () => {
    const clock = steppingClock(new Date().toISOString())
    const own = await createSigningBench(clock)
    let failing = true
    const signer = own.signer({
      token: (audience) =>
        failing
          ? Promise.reject(new PromoError('identity-unavailable', { ending: 'configuration', remedy: '' }, {}, 'none'))
          : own.issuer.issue(LEG_CLAIMS, audience),
    })
    const certificates = (): number =>
      own.http.requests.filter(({ url }) => url.pathname === '/api/v2/signingCert').length
    await expectCode('identity-unavailable', () => signer.identity())
    failing = false
    await Promise.all([signer.signStatement(statementAbout(SUBJECT)), signer.identity()])
    clock.advance(7 * 60_000)
    await signer.signStatement(statementAbout(SUBJECT, { later: true }))
    expect(certificates()).toBe(1)
    clock.advance(2 * 60_000)
    const { bundle } = await signer.signStatement(statementAbout(SUBJECT, { last: true }))
    expect(certificates()).toBe(2)
    expect(own.trust.verifyBundle(bundle).signedAt.getTime()).toBe(Math.floor(clock.now().getTime() / 1000) * 1000)
  })

  test('of one job says nothing of another', async () => {
    const claims = await claimsOf(
      bench.signer({ claims: { environment: 'staging', runner_environment: 'self-hosted' } }),
    )
    expect(claims.environment).toBe('staging')
    expect(claims.runnerEnvironment).toBe('self-hosted')
    expect((await claimsOf(bench.signer())).environment).toBeUndefined()
  })
})

describe('an instance without a log', () => {
  test('signs bundles with a timestamp, and refuses what legacy verifiers could not check', async () => {
    const signer = bench.signer({ instance: { ...PUBLIC_GOOD, logs: [] } })
    expect(signer.writesLegacy).toBe(false)
    await expectCode('signature-invalid', async () =>
      bench.trust.verifyBundle((await signer.signStatement(statementAbout(SUBJECT))).bundle),
    )
    await expectCode('legacy-unsupported', () => signer.signPayload(Buffer.from('payload')))
  })
})
