import { parseJson, type JsonValue } from '@promo/core'
import { cliError } from '../errors.ts'
import type { Scene } from './scene.ts'

/** One call of the sandbox's REST API as the developer; throws `demo-failed` for anything but success. */
export async function callApi(
  { sandbox, developer }: Scene,
  method: string,
  path: string,
  body?: JsonValue,
): Promise<JsonValue> {
  const handler = sandbox.github.handlers.get('api.github.com')
  if (handler === undefined) throw cliError('demo-failed', {}, 'the sandbox has no API')
  const response = await handler({
    method,
    url: new URL(`https://api.github.com${path}`),
    headers: {
      authorization: `Bearer ${developer.token}`,
      'content-type': 'application/json',
      accept: 'application/vnd.github+json',
    },
    body: new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body)),
  })
  const text = typeof response.body === 'string' ? response.body : new TextDecoder().decode(response.body)
  if (response.status < 300) return text === '' ? null : parseJson(text, { maxBytes: 16 * 1024 * 1024 })
  throw cliError(
    'demo-failed',
    { method, path, status: response.status },
    `${method} ${path} answered ${String(response.status)}: ${text.slice(0, 500)}`,
  )
}
