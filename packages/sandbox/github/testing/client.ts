import type { Handler, SandboxResponse } from '../../network/index.ts'

export interface ApiAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON. */
  readonly body: unknown
  readonly bytes: Uint8Array
}

export interface ApiClient {
  (endpoint: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<ApiAnswer>
}

/** Calls the REST handler as a client with this `authorization` would: `api('GET /repos/o/r')`. */
export function apiClient(handler: Handler, authorization?: string): ApiClient {
  const own = authorization === undefined ? undefined : { authorization }
  return async (endpoint, body, headers) => {
    const [method = '', path = ''] = endpoint.split(' ')
    const response = await handler({
      method,
      url: new URL(`https://api.github.com${path}`),
      headers: { ...own, ...headers },
      body: body === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(body)),
    })
    return answer(response)
  }
}

function answer({ status, headers = {}, body }: SandboxResponse): ApiAnswer {
  const bytes = Buffer.from(body ?? '')
  const isJson = headers['content-type']?.startsWith('application/json') === true && bytes.length > 0
  return { status, headers, bytes, body: isJson ? JSON.parse(bytes.toString('utf8')) : undefined }
}
