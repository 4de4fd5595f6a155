import { isDigest, isPromoError, sameRepository, type Digest, type ImageName } from '@promo/core'
import type { HttpResponse } from '@promo/http'
import { addressFault } from './address-rules.ts'
import { answerError } from './answers.ts'
import { blobExists } from './blobs.ts'
import { registryError } from './errors.ts'
import type { Session } from './session.ts'

/** Content to push. `open` may be called again when an upload has to start over. */
export interface BlobSource {
  readonly digest: Digest
  /** Bytes. */
  readonly size: number
  open(): AsyncIterable<Uint8Array>
  /** A repository that holds the blob: used for a mount when it is of the same registry. */
  readonly mountFrom?: ImageName
  /** It is likely there already: it is looked for before it is mounted. */
  readonly isExpected?: boolean
}

export type BlobPlacement = 'present' | 'mounted' | 'uploaded'

const UPLOAD_ATTEMPTS = 4
/** An upload session that is gone, or whose offset the registry lost: only a new session helps. */
const LOST_SESSION: ReadonlySet<number> = new Set([400, 404, 409, 416])

/**
 * Puts a blob where it is not yet: mount, HEAD, then a monolithic upload (OCI distribution-spec, "Pushing blobs":
 * POST then PUT). A mount first saves the question, and of what is there already it changes nothing. After a failed PUT
 * the registry is asked first whether the blob is there: the answer may have been lost.
 */
export async function putBlob(session: Session, name: ImageName, blob: BlobSource): Promise<BlobPlacement> {
  const { isExpected = false } = blob
  if (isExpected && (await blobExists(session, name, blob.digest))) return 'present'
  const started = await mount(session, name, blob)
  if (started === 'mounted') return 'mounted'
  if (!isExpected && (await blobExists(session, name, blob.digest))) return 'present'
  await upload(session, name, blob, started)
  return 'uploaded'
}

/** `started`: where an upload was begun already. */
async function upload(session: Session, name: ImageName, blob: BlobSource, started: URL | undefined): Promise<void> {
  let location = started
  for (let attempt = 1; ; attempt += 1) {
    const refused = await finishUpload(session, name, blob, location ?? (await startUpload(session, name)))
    if (refused === undefined || (await blobExists(session, name, blob.digest))) return
    if (attempt >= UPLOAD_ATTEMPTS) throw refused
    session.log(`${name}@${blob.digest}: the upload starts over (${refused.message})`)
    location = undefined
  }
}

/** Undefined when the registry does not mount: missing right on the source, or no such feature. */
async function mount(session: Session, name: ImageName, blob: BlobSource): Promise<'mounted' | URL | undefined> {
  const from = blob.mountFrom
  if (from === undefined || !isMountable(session, from, name)) return undefined
  const source = session.endpoint(from).repository
  const response = await session
    .request({
      name,
      path: `blobs/uploads/?mount=${encodeURIComponent(blob.digest)}&from=${encodeURIComponent(source)}`,
      method: 'POST',
      access: 'push',
      readsToo: from,
      idempotent: true,
    })
    .catch((error: unknown) => {
      if (isPromoError(error) && error.code === 'registry-unauthorized') return undefined
      throw error
    })
  if (response?.status === 201) return 'mounted'
  return response?.status === 202 ? locationOf(session, name, response) : undefined
}

function isMountable(session: Session, from: ImageName, to: ImageName): boolean {
  return session.endpoint(from).origin === session.endpoint(to).origin && !sameRepository(from, to)
}

async function startUpload(session: Session, name: ImageName): Promise<URL> {
  const response = await session.request({
    name,
    path: 'blobs/uploads/',
    method: 'POST',
    access: 'push',
    idempotent: true,
  })
  if (response.status !== 202) throw answerError(response, `start an upload to ${name}`)
  return locationOf(session, name, response)
}

/** Undefined when the blob is stored; the refusal when another session may help; throws the rest. */
async function finishUpload(
  session: Session,
  name: ImageName,
  blob: BlobSource,
  location: URL,
): Promise<Error | undefined> {
  const url = new URL(location)
  const digest = `digest=${encodeURIComponent(blob.digest)}`
  url.search = url.search === '' ? `?${digest}` : `${url.search}&${digest}`
  const response = await session.request({
    name,
    path: url,
    method: 'PUT',
    access: 'push',
    headers: { 'content-type': 'application/octet-stream' },
    body: { size: blob.size, open: () => blob.open() },
  })
  if (response.status === 201 || response.status === 204) {
    assertStored(response, blob)
    return undefined
  }
  const refusal = answerError(response, `upload ${name}@${blob.digest}`)
  if (LOST_SESSION.has(response.status) || response.status >= 500) return refusal
  throw refusal
}

function assertStored(response: HttpResponse, blob: BlobSource): void {
  const reported = response.headers.get('docker-content-digest')
  if (!isDigest(reported) || reported === blob.digest) return
  throw registryError(
    'content-mismatch',
    { expected: blob.digest, found: reported },
    `${response.url.host} stored ${reported} instead of ${blob.digest}`,
  )
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
