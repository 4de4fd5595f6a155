/** One HTTP exchange of the sandbox; header names are lower-case. */
export interface SandboxRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export interface SandboxResponse {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
}

export type Handler = (request: SandboxRequest) => Promise<SandboxResponse>
