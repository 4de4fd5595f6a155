import type { HttpClient, HttpRequest, HttpResponse } from '@promo/http'
import type { Handler } from '../../packages/sandbox/network/index.ts'

/** An HTTP client without a network: requests go straight to the handler of their host. Records them. */
export interface HandlerClient extends HttpClient {
  readonly requests: HttpRequest[]
}

export function createHandlerClient(handlers: ReadonlyMap<string, Handler>): HandlerClient {
  const requests: HttpRequest[] = []
  return {
    requests,
    request: async (request) => {
      requests.push(request)
      return exchange(handlers, request)
    },
    stream: () => Promise.reject(new Error('streams are not used here')),
  }
}

async function exchange(handlers: ReadonlyMap<string, Handler>, request: HttpRequest): Promise<HttpResponse> {
  const url = new URL(request.url)
  const handler = handlers.get(url.host)
  if (handler === undefined) throw new Error(`no handler for ${url.host}`)
  const headers = Object.fromEntries(
    Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  )
  if (typeof request.body === 'object' && !(request.body instanceof Uint8Array))
    throw new Error('bodies are bytes here')
  const response = await handler({ method: request.method, url, headers, body: Buffer.from(request.body ?? '') })
  return {
    status: response.status,
    headers: new Headers(response.headers),
    url,
    body: Buffer.from(response.body ?? ''),
  }
}
