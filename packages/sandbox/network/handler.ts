/** A request that reached a host of the sandbox, whole. */
export interface SandboxRequest {
  readonly method: string
  readonly url: URL
  /** Lower-case names; repeated headers joined with `, `. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export interface SandboxResponse {
  readonly status: number
  /** A `content-length` is kept for HEAD and computed from the body otherwise. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
}

/** Plays one host: the same pure handler serves unit tests, the sandbox and the demo. */
export type Handler = (request: SandboxRequest) => Promise<SandboxResponse>
