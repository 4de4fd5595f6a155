import { assertDigest, isDigest, type Digest, type ImageName, type ImageReference } from '@promo/core'
import type { HttpResponse } from '@promo/http'
import { answerError, errorCodes } from './answers.ts'
import type { Descriptor } from './descriptor.ts'
import { registryError } from './errors.ts'
import { describeManifest, MANIFEST_LIMIT, readManifest, type Manifest } from './manifest.ts'
import { manifestRefusal } from './manifest-refusal.ts'
import { ACCEPT_MANIFESTS, bareMediaType, manifestKind } from './media-types.ts'
import type { Session } from './session.ts'

export type ManifestReference = Digest | { readonly tag: string }

/** A manifest and the entity tag the registry gave it, for conditional writes. */
export interface TaggedManifest {
  readonly manifest: Manifest
  readonly etag: string | null
}

/** OCI distribution-spec, "Pulling manifests": the bytes are hashed and held against what was asked and what the header says. */
export async function getManifest(
  session: Session,
  name: ImageName,
  reference: ManifestReference,
): Promise<TaggedManifest | undefined> {
  const what = label(name, reference)
  const response = await session.request({
    name,
    path: manifestPath(reference),
    method: 'GET',
    access: 'pull',
    headers: { accept: ACCEPT_MANIFESTS },
    maxResponseBytes: MANIFEST_LIMIT,
  })
  if (response.status === 404) return undefined
  if (response.status !== 200) throw answerError(response, what)
  assertNoPage(response, what)
  assertReported(response, response.body, what)
  if (isDigest(reference)) assertDigest(response.body, reference, what)
  const manifest = readManifest(response.body, bareMediaType(response.headers.get('content-type')))
  return { manifest, etag: response.headers.get('etag') }
}

/** OCI distribution-spec, "Checking if content exists in the registry"; registries that leave headers out are asked by GET. */
export async function resolveManifest(session: Session, reference: ImageReference): Promise<Descriptor | undefined> {
  const target = wanted(reference)
  const response = await session.request({
    name: reference.name,
    path: manifestPath(target),
    method: 'HEAD',
    access: 'pull',
    headers: { accept: ACCEPT_MANIFESTS },
  })
  if (response.status === 404) return undefined
  if (response.status !== 200) throw answerError(response, label(reference.name, target))
  const told = describedBy(response)
  if (told !== undefined && (!isDigest(target) || told.digest === target)) return told
  const found = await getManifest(session, reference.name, target)
  return found === undefined ? undefined : describeManifest(found.manifest)
}

export interface PutResult {
  readonly digest: Digest
  /** The registry lists this manifest as a referrer itself (OCI distribution-spec, "Pushing Manifests with Subject"). */
  readonly subjectProcessed: boolean
}

export type PutCondition = { readonly etag: string } | 'absent' | undefined

/** Puts the bytes as they are. Undefined when the condition did not hold (412). */
export async function putManifest(
  session: Session,
  name: ImageName,
  manifest: Manifest,
  to: { readonly tag?: string; readonly condition?: PutCondition } = {},
): Promise<PutResult | undefined> {
  const reference = to.tag === undefined ? manifest.digest : { tag: to.tag }
  const response = await session.request({
    name,
    path: manifestPath(reference),
    method: 'PUT',
    access: 'push',
    headers: { 'content-type': manifest.mediaType, ...conditionHeader(to.condition) },
    body: manifest.bytes,
  })
  const what = `write ${label(name, reference)}`
  // Harbor says 412 to a tag that is immutable, without any condition of ours (goharbor/harbor#17332).
  const isOfCondition = response.status === 412 && !errorCodes(response.body).includes('PRECONDITION')
  if (isOfCondition && to.condition !== undefined) return undefined
  if (response.status !== 201 && response.status !== 200) throw manifestRefusal(response, manifest, what)
  assertReported(response, manifest.bytes, what)
  const subject = manifest.content.subject?.digest
  return {
    digest: manifest.digest,
    subjectProcessed: subject !== undefined && response.headers.get('oci-subject') === subject,
  }
}

/** `manifest-missing`: the registry answered 404 (OCI distribution-spec, "Pulling manifests"). */
export function missingManifest(name: ImageName, reference: ManifestReference): Error {
  const what = label(name, reference)
  return registryError('manifest-missing', { name, reference: what }, `there is no manifest ${what}`)
}

function conditionHeader(condition: PutCondition): Readonly<Record<string, string>> {
  if (condition === undefined) return {}
  return condition === 'absent' ? { 'if-none-match': '*' } : { 'if-match': condition.etag }
}

/** A proxy's or a login page's 200 says nothing about the image. */
function assertNoPage({ headers, url }: HttpResponse, what: string): void {
  if (bareMediaType(headers.get('content-type')) !== 'text/html') return
  throw registryError('registry-response-invalid', { host: url.host }, `${what}: ${url.host} answered with a web page`)
}

function assertReported(response: HttpResponse, bytes: Uint8Array, what: string): void {
  const reported = response.headers.get('docker-content-digest')
  if (isDigest(reported)) assertDigest(bytes, reported, `${what}, by the header of ${response.url.host},`)
}

function describedBy(response: HttpResponse): Descriptor | undefined {
  const digest = response.headers.get('docker-content-digest')
  const mediaType = bareMediaType(response.headers.get('content-type'))
  const size = Number(response.headers.get('content-length') ?? Number.NaN)
  if (!isDigest(digest) || mediaType === undefined || manifestKind(mediaType) === undefined) return undefined
  return Number.isSafeInteger(size) && size > 0 ? { mediaType, digest, size } : undefined
}

function wanted(reference: ImageReference): ManifestReference {
  return reference.digest ?? { tag: reference.tag ?? 'latest' }
}

function manifestPath(reference: ManifestReference): string {
  return `manifests/${isDigest(reference) ? reference : reference.tag}`
}

function label(name: ImageName, reference: ManifestReference): string {
  return isDigest(reference) ? `${name}@${reference}` : `${name}:${reference.tag}`
}
