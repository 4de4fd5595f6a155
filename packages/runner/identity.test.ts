import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { requestIdentityToken } from './identity.ts'

const REQUEST_TOKEN = 'request-token-that-is-secret'
const TOKEN = 'header.payload.signature'
const VARIABLES = ['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN']

let server: Server
let status = 200

beforeAll(async () => {
  server = createServer((request, response) => {
    const audience = new URL(request.url ?? '', 'http://localhost').searchParams.get('audience')
    const allowed = request.headers.authorization === `Bearer ${REQUEST_TOKEN}` && audience === 'sigstore'
    response.writeHead(allowed ? status : 401, { 'content-type': 'application/json' })
    response.end(JSON.stringify(status === 200 ? { value: TOKEN } : { message: `no, ${REQUEST_TOKEN}` }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] = `http://127.0.0.1:${String(port)}/token?api-version=2.0`
  process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] = REQUEST_TOKEN
})
afterEach(() => {
  status = 200
})
afterAll(async () => {
  for (const name of VARIABLES) Reflect.deleteProperty(process.env, name)
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

describe('identity tokens', () => {
  test('come from the runner for the wanted audience', async () => {
    expect(await requestIdentityToken('sigstore', process.env)).toBe(TOKEN)
  })

  test('are not to be had without the permission', async () => {
    const error = await expectCode('identity-unavailable', () => requestIdentityToken('sigstore', {}))
    expect(error.remedy).toContain('id-token: write')
  })

  test('that are refused say the status and repeat nothing of the answer', async () => {
    status = 403
    const error = await expectCode('identity-refused', () => requestIdentityToken('sigstore', process.env))
    expect(error.facts).toEqual({ status: '403' })
    expect(JSON.stringify([error.message, String(error.cause)])).not.toMatch(/127\.0\.0\.1|secret/)
  })
})
