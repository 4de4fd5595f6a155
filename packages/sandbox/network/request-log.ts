/** One request that the network answered, or was told to break. */
export interface LoggedRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** Bytes. */
  readonly size: number
  /** 0 when the connection was cut instead. */
  readonly status: number
}

/** A host that no one plays: whoever asked for it wanted to leave the sandbox. */
export interface RefusedHost {
  readonly host: string
  readonly method: string
}

/** A handler that threw, or gave what cannot be sent. */
export interface Failure {
  readonly place: string
  readonly error: unknown
}

/** What went over the network so far, in the order in which it was answered. */
export interface RequestLog {
  readonly list: readonly LoggedRequest[]
  readonly refused: readonly RefusedHost[]
  /** Handlers that threw: a defect of the sandbox, answered with 500. */
  readonly failures: readonly Failure[]
  count(filter?: RequestFilter): number
  clear(): void
}

/** Which requests are meant; what is absent matches everything. */
export interface RequestFilter {
  readonly host?: string
  readonly method?: string
  /** Tested against path and query. */
  readonly path?: RegExp
}

export interface RequestRecorder extends RequestLog {
  answered(request: LoggedRequest): void
  refuse(refused: RefusedHost): void
  failed(place: string, error: unknown): void
}

export function createRequestLog(): RequestRecorder {
  const list: LoggedRequest[] = []
  const refused: RefusedHost[] = []
  const failures: Failure[] = []
  return {
    list,
    refused,
    failures,
    count: (filter = {}) => list.filter((request) => matches(filter, request)).length,
    clear() {
      for (const kept of [list, refused, failures]) kept.length = 0
    },
    answered: (request) => void list.push(request),
    refuse: (host) => void refused.push(host),
    failed: (place, error) => void failures.push({ place, error }),
  }
}

export function matches(filter: RequestFilter, request: { readonly method: string; readonly url: URL }): boolean {
  const { host, method, path } = filter
  if (host !== undefined && host !== request.url.host && host !== request.url.hostname) return false
  if (method !== undefined && method !== request.method) return false
  return path === undefined || path.test(`${request.url.pathname}${request.url.search}`)
}
