import { systemClock, type Clock, type Digest, type ImageName, type ImageReference } from '@promo/core'
import type { HttpClient } from '@promo/http'
import { attachArtifact, type Artifact } from './attach.ts'
import { readBlobStream, readWholeBlob } from './blobs.ts'
import type { Credentials } from './credentials.ts'
import type { Descriptor } from './descriptor.ts'
import { placeOf } from './endpoint.ts'
import { createFallbackWriter } from './fallback-writer.ts'
import { createLayerAppender, type AppendLayers } from './layered-tag.ts'
import { describeManifest, readManifest, type Manifest } from './manifest.ts'
import { getManifest, missingManifest, putManifest, resolveManifest, type ManifestReference } from './manifests.ts'
import { putReferrers, type Referrer } from './put-referrers.ts'
import { createReferrersApi } from './referrers-api.ts'
import { listReferrers } from './referrers.ts'
import { createSerial } from './serial.ts'
import { createSession } from './session.ts'
import { listTags } from './tags.ts'
import { unlistReferrer } from './unlist-referrer.ts'
import { putBlob, type BlobPlacement, type BlobSource } from './uploads.ts'
import { waitForManifest } from './visibility.ts'

/** Registries, spoken to by the OCI distribution specification. Every byte that is read was hashed. */
export interface RegistryClient {
  /** What a tag or digest names; undefined only for a proven 404. A bare name means `latest`. */
  resolve(reference: ImageReference): Promise<Descriptor | undefined>
  /** The manifest as it is stored; throws `manifest-missing`, `manifest-invalid` or `digest-mismatch`. */
  manifest(name: ImageName, reference: ManifestReference): Promise<Manifest>
  /**
   * Puts these very bytes by digest, or under a tag, and gives their digest. With a tag the caller has checked what it names;
   * a manifest with a subject is also listed as its referrer.
   */
  putManifest(name: ImageName, bytes: Uint8Array, mediaType: string, tag?: string): Promise<Digest>
  /** Puts manifests by digest and lists those with a subject as its referrers, all of one subject together. */
  putReferrers(name: ImageName, manifests: readonly Manifest[]): Promise<void>
  /** Streams a blob, counted and hashed; throws `content-mismatch` or `blob-missing` while it is read. */
  blob(name: ImageName, descriptor: Pick<Descriptor, 'digest' | 'size'>): AsyncIterable<Uint8Array>
  /** A whole blob of at most `maxBytes`. */
  readBlob(name: ImageName, digest: Digest, maxBytes: number): Promise<Uint8Array>
  /** Puts a blob unless it is there; mounts it when `mountFrom` is in the same registry. */
  putBlob(name: ImageName, blob: BlobSource): Promise<BlobPlacement>
  /** Every tag, those that hold evidence too. */
  tags(name: ImageName): Promise<readonly string[]>
  /** Manifests that refer to the subject, from the API and the fallback tag. Descriptors are hints: open the manifest. */
  referrers(name: ImageName, subject: Digest): Promise<readonly Descriptor[]>
  /** Attaches an artifact to a subject and reads it back; gives the descriptor of its manifest. */
  attach(name: ImageName, subject: Descriptor, artifact: Artifact): Promise<Descriptor>
  /** Appends layers to the manifest under a tag, as cosign 2 keeps signatures. */
  readonly appendLayers: AppendLayers
  /** Takes a manifest off the referrers of its subject, deleting it where the registry lists referrers; twice is as once. */
  unlist(name: ImageName, subject: Digest, referrer: Digest): Promise<void>
  /** Waits until the registry shows a manifest that was written; throws `registry-lagging`. */
  waitFor(name: ImageName, digest: Digest): Promise<void>
}

export interface RegistryPorts {
  readonly http: HttpClient
  readonly credentials: Credentials
  readonly clock?: Clock
  readonly log?: (line: string) => void
  /** Hosts (with port) that are spoken to over plain http; loopback hosts always are. */
  readonly insecure?: readonly string[]
}

/** A client for any number of registries; it keeps tokens and orders its own writes, so one job wants one client. */
export function createRegistryClient(ports: RegistryPorts): RegistryClient {
  const { http, credentials, clock = systemClock, log = () => undefined, insecure = [] } = ports
  const session = createSession({ http, credentials, clock, log, insecure })
  const api = createReferrersApi(session)
  const referrers = { session, api, fallback: createFallbackWriter(session), turns: createSerial() }
  const uploads = createSerial()
  const putBlobInTurn = (name: ImageName, blob: BlobSource): Promise<BlobPlacement> => {
    return uploads.run(`${placeOf(session.endpoint(name))}@${blob.digest}`, () => putBlob(session, name, blob))
  }
  return {
    resolve: (reference) => resolveManifest(session, reference),
    manifest: async (name, reference) => {
      const found = await getManifest(session, name, reference)
      if (found === undefined) throw missingManifest(name, reference)
      return found.manifest
    },
    putManifest: async (name, bytes, mediaType, tag) => {
      const manifest = readManifest(bytes, mediaType)
      if (tag !== undefined) await putManifest(session, name, manifest, { tag })
      else if (manifest.content.subject === undefined) await putManifest(session, name, manifest)
      else await putReferrers(referrers, name, [referrerOf(manifest)])
      return manifest.digest
    },
    putReferrers: (name, manifests) => putReferrers(referrers, name, manifests.map(referrerOf)),
    blob: (name, descriptor) => readBlobStream(session, name, descriptor),
    readBlob: (name, digest, maxBytes) => readWholeBlob(session, name, digest, maxBytes),
    putBlob: putBlobInTurn,
    tags: (name) => listTags(session, name),
    referrers: (name, subject) => listReferrers(referrers, name, subject),
    attach: (name, subject, artifact) =>
      attachArtifact({ ...referrers, putBlob: putBlobInTurn }, name, subject, artifact),
    appendLayers: createLayerAppender({ session, putBlob: putBlobInTurn }),
    unlist: (name, subject, referrer) => unlistReferrer(referrers, name, subject, referrer),
    waitFor: (name, digest) => waitForManifest(session, name, digest),
  }
}

/** How a referrer is listed (OCI distribution-spec, "Listing Referrers"): its type is the config's where it names none. */
function referrerOf(manifest: Manifest): Referrer {
  const { content } = manifest
  const artifactType = content.artifactType ?? (content.kind === 'image' ? content.config.mediaType : undefined)
  const { annotations } = content
  const type = artifactType === undefined ? {} : { artifactType }
  return { manifest, descriptor: { ...describeManifest(manifest), annotations, ...type } }
}
