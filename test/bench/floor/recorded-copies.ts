import { parseImageName, parsePinnedImage } from '@promo/core'
import { createHttpClient, type HttpClient, type HttpRequest } from '@promo/http'
import { ANONYMOUS, copyImage, createRegistryClient } from '@promo/registry'
import type { Pair } from '../copy-turns.ts'

/** A request as `replay.js` sends it again. */
interface Recorded {
  readonly url: string
  readonly method: string
  readonly headers: HttpRequest['headers']
  /** Base64. */
  readonly body: string | undefined
}

/** The requests of a copy in steps: those of one were under way together, and all were answered before the next. */
export type RecordedCopy = readonly (readonly Recorded[])[]

/** Copies `from` with its evidence and gives what was asked for that; references as the command line has them. */
export async function recordCopy([from, to]: Pair): Promise<RecordedCopy> {
  const steps: Recorded[][] = []
  let open = 0
  const noting = async <Answer>(request: HttpRequest, send: () => Promise<Answer>): Promise<Answer> => {
    if (open === 0) steps.push([])
    steps.at(-1)?.push(recorded(request))
    open += 1
    return send().finally(() => (open -= 1))
  }
  const http = createHttpClient({ environment: {} })
  const noted: HttpClient = {
    request: (request) => noting(request, () => http.request(request)),
    stream: (request) => noting(request, () => http.stream(request)),
  }
  const registry = createRegistryClient({ http: noted, credentials: ANONYMOUS })
  const source = { kind: 'image', image: parsePinnedImage(from) } as const
  const request = { from: source, to: parseImageName(to), tags: [], evidence: true } as const
  await copyImage({ ...request, onTagConflict: 'fail' }, { registry })
  return steps
}

function recorded({ url, method, headers, body }: HttpRequest): Recorded {
  return { url: String(url), method, headers, body: body instanceof Uint8Array ? base64(body) : undefined }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
