import type { RetryBudget } from './budgets.ts'
import type { ResponseHeaders } from './response-headers.ts'

/** A body that can be sent again: each `open` gives the same `size` bytes from the start. */
export interface ReplayableBody {
  readonly size: number
  open(): AsyncIterable<Uint8Array>
}

export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface HttpRequest {
  readonly method: HttpMethod
  readonly url: string | URL
  /**
   * The configured URL whose answer named this one: a token realm, a `Location`, a `Link`. A private address is then
   * refused unless it has the same origin. Without it the URL itself counts as configured.
   */
  readonly discoveredFrom?: string | URL
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string | ReplayableBody
  /** Default 8 MiB, for streams too. */
  readonly maxResponseBytes?: number
  /** Whether it may be sent twice. Default: true for GET, HEAD, PUT and DELETE; POST and PATCH are sent once. */
  readonly idempotent?: boolean
  /** Which answers are retried: the transient ones of the policy, or none. */
  readonly retryStatuses?: 'default' | 'none'
  /** `follow`: at most 20 redirects, without the caller's headers from the first foreign origin on. Default. */
  readonly redirect?: 'follow' | 'manual'
  readonly budget?: RetryBudget
  readonly signal?: AbortSignal
}

export interface HttpResponse {
  readonly status: number
  readonly headers: ResponseHeaders
  /** Where the answer came from, after redirects. */
  readonly url: URL
  readonly body: Uint8Array
}

export interface HttpStream {
  readonly status: number
  readonly headers: ResponseHeaders
  readonly url: URL
  /** Throws `http-response-too-large`, `http-unreachable` or `http-cancelled` while it is read; can be read once. */
  readonly body: AsyncIterable<Uint8Array>
  cancel(): Promise<void>
}

/** A status is never thrown: after the last attempt its answer is returned. */
export interface HttpClient {
  request(request: HttpRequest): Promise<HttpResponse>
  /** Resolves with the headers; attempts are repeated only up to there. */
  stream(request: HttpRequest): Promise<HttpStream>
}
