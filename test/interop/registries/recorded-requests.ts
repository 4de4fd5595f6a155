import type { HttpClient, HttpRequest } from '@promo/http'

export interface RecordingClient extends HttpClient {
  /** `METHOD path`, in the order in which they were asked for. */
  readonly requests: readonly string[]
}

/** Passes everything on and keeps what was asked. */
export function recording(client: HttpClient): RecordingClient {
  const requests: string[] = []
  const note = (request: HttpRequest): HttpRequest => {
    requests.push(`${request.method} ${new URL(request.url).pathname}`)
    return request
  }
  return {
    requests,
    request: (request) => client.request(note(request)),
    stream: (request) => client.stream(note(request)),
  }
}
