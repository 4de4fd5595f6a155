import { isPromoError, sameRepository, type Digest, type ImageName } from '@promo/core'
import { backoff, WRITE } from '@promo/http'
import { blobExists } from './blobs.ts'
import type { Session } from './session.ts'
import { assertStored, sendChunks, sendWhole, type Sent } from './upload-content.ts'
import { askProgress, startedUpload, startUpload, type UploadSession } from './upload-session.ts'

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
  /** The registry says that it is there, and does not know it in a manifest: it is uploaded, whatever the registry says. */
  readonly isDoubted?: boolean
}

export type BlobPlacement = 'present' | 'mounted' | 'uploaded'

/** How many sessions may be lost. */
const SESSION_ATTEMPTS = 4

/**
 * Puts a blob where it is not yet: mount, HEAD, then a monolithic upload (OCI distribution-spec, "Pushing blobs":
 * POST then PUT). A mount first saves the question, and of what is there already it changes nothing. After a failed PUT
 * the registry is asked first whether the blob is there: the answer may have been lost; then how much of it.
 */
export async function putBlob(session: Session, name: ImageName, blob: BlobSource): Promise<BlobPlacement> {
  const { isExpected = false, isDoubted = false } = blob
  if (isDoubted) {
    await upload(session, name, blob, undefined)
    return 'uploaded'
  }
  if (isExpected && (await blobExists(session, name, blob.digest))) return 'present'
  const started = await mount(session, name, blob)
  if (started === 'mounted') return 'mounted'
  if (!isExpected && (await blobExists(session, name, blob.digest))) return 'present'
  await upload(session, name, blob, started)
  return 'uploaded'
}

/** `started`: where an upload was begun already. */
async function upload(
  session: Session,
  name: ImageName,
  blob: BlobSource,
  started: UploadSession | undefined,
): Promise<void> {
  let current = started
  let inChunks = false
  for (let attempt = 1; ; attempt += 1) {
    const sent = await send(session, name, blob, current ?? (await startUpload(session, name)), inChunks)
    if (sent.kind === 'stored' || (await blobExists(session, name, blob.digest))) return
    if (isLast(sent, attempt, inChunks)) throw sent.error
    inChunks ||= sent.next === 'chunks'
    await waitAfter(sent, attempt, session)
    current = await resumable(session, name, blob, sent)
    const from = current === undefined ? 'starts over' : `goes on at byte ${current.offset}`
    session.log(`${name}@${blob.digest}: the upload ${from} (${sent.error.message})`)
  }
}

function send(
  session: Session,
  name: ImageName,
  blob: BlobSource,
  open: UploadSession,
  inChunks: boolean,
): Promise<Sent> {
  return inChunks || open.offset > 0 ? sendChunks(session, name, blob, open) : sendWhole(session, name, blob, open)
}

type Broken = Exclude<Sent, { readonly kind: 'stored' }>

/** A registry that wants to be left alone for longer than a write may last is not waited for. */
function isLast(sent: Broken, attempt: number, inChunks: boolean): boolean {
  if (sent.next === 'chunks' && inChunks) return true
  const attempts = sent.next === 'resume' ? WRITE.attempts : SESSION_ATTEMPTS
  return attempt >= attempts || (sent.waitMs ?? 0) > WRITE.totalMs
}

async function waitAfter({ waitMs, next }: Broken, attempt: number, { clock }: Session): Promise<void> {
  if (waitMs !== undefined) await clock.sleep(waitMs)
  else if (next === 'resume') await clock.sleep(backoff(attempt, Math.random))
}

/** Nothing is gained by going on at the first byte. */
async function resumable(
  session: Session,
  name: ImageName,
  { size }: BlobSource,
  { next, upload: broken }: Broken,
): Promise<UploadSession | undefined> {
  const found = next === 'resume' ? await askProgress(session, name, broken) : undefined
  return found !== undefined && found.offset > 0 && found.offset <= size ? found : undefined
}

/** Undefined when the registry does not mount: missing right on the source (Harbor answers 401, goharbor/harbor#17097), or no such feature. */
async function mount(
  session: Session,
  name: ImageName,
  blob: BlobSource,
): Promise<'mounted' | UploadSession | undefined> {
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
  if (response?.status === 202) return startedUpload(session, name, response)
  if (response?.status !== 201) return undefined
  assertStored(response, blob.digest)
  return 'mounted'
}

function isMountable(session: Session, from: ImageName, to: ImageName): boolean {
  return session.endpoint(from).origin === session.endpoint(to).origin && !sameRepository(from, to)
}
