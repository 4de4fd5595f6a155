import { parseImageReference, type Digest, type ImageName } from '@promo/core'
import { readWholeBlob } from './blobs.ts'
import type { Descriptor } from './descriptor.ts'
import { placeOf } from './endpoint.ts'
import { registryError } from './errors.ts'
import type { JsonObject } from './json-shape.ts'
import { appended, layeredManifest, layersOf, missingLayers } from './layered-manifest.ts'
import type { Manifest } from './manifest.ts'
import { getManifest, putManifest, resolveManifest, type TaggedManifest } from './manifests.ts'
import { pauseBefore } from './pause.ts'
import { createSerial } from './serial.ts'
import type { Session } from './session.ts'
import { SHARED_TAG_ATTEMPTS, stays, unchangedSince } from './shared-tag.ts'
import type { BlobSource } from './uploads.ts'

/** What is under the tag afterwards. */
export interface AppendResult {
  readonly manifest: Digest
  /** `there`: every layer was there before. */
  readonly outcome: 'appended' | 'there'
}

/**
 * Appends layers, whose blobs are there, to the manifest under a tag, as cosign 2 keeps signatures: evidence is added, never
 * replaced. A whole manifest is put as it is where there is no such tag. Throws `evidence-tag-full`, `referrers-invalid` when
 * the tag holds something else, and `registry-lagging` when the layers do not stay or what the tag names cannot be read.
 */
export type AppendLayers = (
  name: ImageName,
  tag: string,
  added: Manifest | readonly Descriptor[],
) => Promise<AppendResult>

/** cosign refuses a manifest with more (cosign, pkg/oci/remote). */
const LAYER_LIMIT = 1000
const CONFIG_LIMIT = 4 * 1024 * 1024
/** A writer reads and uploads the configuration in between, and some take twice as long for that as others. */
const SETTLE_TIMES = 2

interface Ports {
  readonly session: Session
  readonly putBlob: (name: ImageName, blob: BlobSource) => Promise<unknown>
}

/** Writes of this process to one tag go one after the other. */
export function createLayerAppender(ports: Ports): AppendLayers {
  const turns = createSerial()
  return (name, tag, added) =>
    turns.run(`${placeOf(ports.session.endpoint(name))}:${tag}`, () => append(ports, { name, tag }, added))
}

interface Place {
  readonly name: ImageName
  readonly tag: string
}

async function append(
  ports: Ports,
  { name, tag }: Place,
  added: Manifest | readonly Descriptor[],
): Promise<AppendResult> {
  const { session } = ports
  const layers = layersOf(added)
  for (let attempt = 1; attempt <= SHARED_TAG_ATTEMPTS; attempt += 1) {
    await pauseBefore(attempt, session.clock)
    const begun = session.clock.now()
    const found = await readTag(session, { name, tag })
    const missing = found === undefined ? layers : missingLayers(found.manifest, layers)
    if (found !== undefined && missing.length === 0)
      return { manifest: found.manifest.digest, outcome: attempt === 1 ? 'there' : 'appended' }
    const next = await nextManifest(ports, { name, tag }, found?.manifest, { added, missing })
    const put = await putManifest(session, name, next, { tag, condition: unchangedSince(found, attempt) })
    const isShown = (): Promise<boolean> => holds(session, { name, tag }, layers)
    if (put !== undefined && (await stays(session.clock, begun, isShown, SETTLE_TIMES)))
      return { manifest: put.digest, outcome: 'appended' }
    session.log(`${name}:${tag}: what was appended is not there`)
  }
  throw registryError('registry-lagging', { name, tag }, `${name}:${tag} does not show what was appended`)
}

/** What is to stand under the tag: the manifest with the layers that it lacks, its configuration in place. */
async function nextManifest(
  { session, putBlob }: Ports,
  place: Place,
  present: Manifest | undefined,
  { added, missing }: { readonly added: Manifest | readonly Descriptor[]; readonly missing: readonly JsonObject[] },
): Promise<Manifest> {
  if (present === undefined && 'bytes' in added) return added
  const { name } = place
  const next =
    present === undefined
      ? layeredManifest(missing)
      : appended(present, await readWholeBlob(session, name, configOf(present, place, missing), CONFIG_LIMIT), missing)
  await putBlob(name, next.config)
  return next.manifest
}

/** The configuration of a manifest that has room for more layers. */
function configOf({ content }: Manifest, { name, tag }: Place, more: readonly JsonObject[]): Digest {
  if (content.kind !== 'image')
    throw registryError('referrers-invalid', { name, tag }, `${name}:${tag} is not an image manifest`)
  if (content.layers.length + more.length <= LAYER_LIMIT) return content.config.digest
  const facts = { name, tag, limit: LAYER_LIMIT }
  throw registryError('evidence-tag-full', facts, `${name}:${tag} holds ${content.layers.length} layers already`)
}

async function holds(session: Session, { name, tag }: Place, layers: readonly JsonObject[]): Promise<boolean> {
  const found = await readTag(session, { name, tag })
  return found !== undefined && missingLayers(found.manifest, layers).length === 0
}

/** By the digest that the tag names, so that it is hashed: what is read is put again with more in it. */
async function readTag(session: Session, { name, tag }: Place): Promise<TaggedManifest | undefined> {
  const named = await resolveManifest(session, parseImageReference(`${name}:${tag}`))
  if (named === undefined) return undefined
  const found = await getManifest(session, name, named.digest)
  if (found !== undefined) return found
  throw registryError('registry-lagging', { name, tag }, `${name} does not show ${named.digest}, which ${tag} names`)
}
