import type { ImageName } from '@promo/core'
import type { HttpResponse } from '@promo/http'
import { addressFault } from './address-rules.ts'
import { answerError } from './answers.ts'
import { registryError } from './errors.ts'
import type { Session } from './session.ts'

/** An upload as far as the registry has it (OCI distribution-spec, "Pushing blobs"). */
export interface UploadSession {
  readonly location: URL
  /** Bytes that the registry holds. */
  readonly offset: number
  /** `OCI-Chunk-Min-Length`: only the last chunk may be smaller. */
  readonly leastChunk: number
}

/** Opens an upload: POST answered by 202 with a `Location` (OCI distribution-spec, "Pushing a blob in chunks"). Throws the codes of `answerError`. */
export async function startUpload(session: Session, name: ImageName): Promise<UploadSession> {
  const response = await session.request({
    name,
    path: 'blobs/uploads/',
    method: 'POST',
    access: 'push',
    idempotent: true,
  })
  if (response.status !== 202) throw answerError(response, `start an upload to ${name}`)
  return startedUpload(session, name, response)
}

/** The session that a 202 opened. */
export function startedUpload(session: Session, name: ImageName, response: HttpResponse): UploadSession {
  const least = response.headers.get('oci-chunk-min-length') ?? ''
  const leastChunk = /^\d{1,15}$/.test(least) ? Number(least) : 0
  return { location: locationOf(session, name, response), offset: 0, leastChunk }
}

/**
 * Asks a session how far it is: 204 with `Range: 0-<last>` (OCI distribution-spec, "Pushing a blob in chunks"); undefined when
 * the registry does not know it any more, or not how far it is. `0-0` is nothing: distribution sends it for an empty session.
 */
export async function askProgress(
  session: Session,
  name: ImageName,
  upload: UploadSession,
): Promise<UploadSession | undefined> {
  const response = await session.request({ name, path: upload.location, method: 'GET', access: 'push' })
  if (response.status !== 204 && response.status !== 202) return undefined
  const offset = rangeEnd(response)
  return offset === undefined ? undefined : advanced(session, name, upload, response, offset)
}

/** The session after an answer: a new location where one was given, and so many bytes. */
export function advanced(
  session: Session,
  name: ImageName,
  upload: UploadSession,
  response: HttpResponse,
  offset: number,
): UploadSession {
  const location = response.headers.has('location') ? locationOf(session, name, response) : upload.location
  return { ...upload, location, offset }
}

/** How many bytes a `Range: 0-<last>` stands for; undefined without such a header. */
export function rangeEnd(response: HttpResponse): number | undefined {
  const last = /^(?:bytes=)?0-(\d{1,15})$/.exec(response.headers.get('range') ?? '')?.[1]
  if (last === undefined) return undefined
  return last === '0' ? 0 : Number(last) + 1
}

/** The Location of an upload, absolute or relative to the URL that answered; `location-refused` for one that must not be followed. */
function locationOf(session: Session, name: ImageName, response: HttpResponse): URL {
  const text = response.headers.get('location')
  if (text === null || !URL.canParse(text, response.url.href)) {
    throw registryError(
      'registry-response-invalid',
      { host: response.url.host },
      `${response.url.host} gave no upload location`,
    )
  }
  const url = new URL(text, response.url)
  const fault = addressFault(url, session.endpoint(name))
  if (fault === undefined) return url
  throw registryError(
    'location-refused',
    { host: url.host },
    `${response.url.host} sends uploads to ${url.host}: ${fault}`,
  )
}
