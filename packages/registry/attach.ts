import type { ImageName } from '@promo/core'
import { blobOf, EMPTY_JSON } from './blob-bytes.ts'
import type { Descriptor } from './descriptor.ts'
import { registryError } from './errors.ts'
import { descriptorJson, readFallback } from './fallback-index.ts'
import { readManifest, type Manifest } from './manifest.ts'
import { unknownContent } from './manifest-refusal.ts'
import { OCI_EMPTY, OCI_MANIFEST } from './media-types.ts'
import { pauseBefore } from './pause.ts'
import { putReferrers, type ReferrerPorts } from './put-referrers.ts'
import type { ReferrerSources } from './referrers.ts'
import type { BlobSource } from './uploads.ts'
import { readBackManifest } from './visibility.ts'

/** What is attached to a subject: one payload of one type. */
export interface Artifact {
  readonly artifactType: string
  readonly payload: Uint8Array
  readonly annotations: Readonly<Record<string, string>>
}

export interface AttachPorts extends ReferrerPorts {
  /** Writes a blob that several callers have in common one after the other. */
  readonly putBlob: (name: ImageName, blob: BlobSource) => Promise<unknown>
}

const ATTACH_ATTEMPTS = 4

/**
 * Attaches an artifact to a subject as cosign 3 does (cosign, specs/BUNDLE_SPEC.md): a manifest with `subject`, one layer and
 * an empty config, listed by the registry or, where it does not list, in the fallback tag. Read back before it returns:
 * `registry-lagging` when it does not appear. The same artifact again gives the same digest and writes nothing twice.
 * While another process uploads the empty config too, distribution says that it is unknown: then all is put again.
 */
export async function attachArtifact(
  ports: AttachPorts,
  name: ImageName,
  subject: Descriptor,
  artifact: Artifact,
): Promise<Descriptor> {
  const { session, putBlob } = ports
  const blobs = [blobOf(artifact.payload), blobOf(EMPTY_JSON)] as const
  const manifest = artifactManifest(subject, artifact, blobs)
  const { artifactType, annotations } = artifact
  const descriptor = {
    mediaType: manifest.mediaType,
    digest: manifest.digest,
    size: manifest.bytes.byteLength,
    artifactType,
    annotations,
  }
  let refusal: Error | undefined
  for (let attempt = 1; attempt <= ATTACH_ATTEMPTS; attempt += 1) {
    await pauseBefore(attempt, session.clock)
    for (const blob of blobs) await putBlob(name, { ...blob, isDoubted: refusal !== undefined })
    refusal = await putReferrers(ports, name, [{ manifest, descriptor }]).then(() => undefined, unknownContent)
    if (refusal === undefined && (await isReadBack(ports, name, subject, manifest))) return descriptor
    session.log(refusal?.message ?? `${name}: ${manifest.digest} is not listed for ${subject.digest} yet`)
  }
  if (refusal !== undefined) throw refusal
  const facts = { name, subject: subject.digest, referrer: manifest.digest }
  throw registryError('registry-lagging', facts, `${name} does not list ${manifest.digest} for ${subject.digest}`)
}

function artifactManifest(
  subject: Descriptor,
  { artifactType, annotations }: Artifact,
  [payload, config]: readonly [BlobSource, BlobSource],
): Manifest {
  const { mediaType, digest, size } = subject
  const content = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType,
    config: { mediaType: OCI_EMPTY, digest: config.digest, size: config.size, artifactType },
    layers: [{ mediaType: artifactType, digest: payload.digest, size: payload.size }],
    subject: descriptorJson({ mediaType, digest, size }),
    annotations,
  }
  return readManifest(new TextEncoder().encode(JSON.stringify(content)), OCI_MANIFEST)
}

/** Listed by the registry or, where it does not list, in the fallback tag, which is read then alone. */
async function isReadBack(
  { session, api }: ReferrerSources,
  name: ImageName,
  subject: Descriptor,
  manifest: Manifest,
): Promise<boolean> {
  await readBackManifest(session, name, manifest)
  const names = (listed: readonly Descriptor[] | undefined): boolean =>
    listed?.some(({ digest }) => digest === manifest.digest) === true
  if (names(await api.list(name, subject.digest))) return true
  return names((await readFallback(session, name, subject.digest))?.entries)
}
