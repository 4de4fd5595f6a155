import { systemClock, type Digest, type ImageName, type PinnedImage } from '@promo/core'
import { LEGACY_TAG, type Descriptor } from '@promo/registry'
import { attachBundle, readBundle } from './bundle-referrers.ts'
import { evidenceError } from './errors.ts'
import type { EvidenceFormat, StoredEvidence } from './formats.ts'
import { appendLayer, LEGACY_LAYERS } from './legacy-tags.ts'
import { evidenceName, type WritingPorts } from './ports.ts'
import type { SignedBundle } from './signed-bundle.ts'

/**
 * Stores a bundle on one of its subjects, in each format that lacks it, and reads back what was written. Throws
 * `evidence-not-stored`, `legacy-needs-log` and the codes of the registry.
 */
export async function storeEvidence(
  image: PinnedImage,
  bundle: SignedBundle,
  lacking: readonly EvidenceFormat[],
  ports: WritingPorts,
): Promise<readonly StoredEvidence[]> {
  const stored: StoredEvidence[] = []
  if (lacking.includes('bundle')) stored.push(await storeBundle(image, bundle, ports))
  if (lacking.includes('legacy')) stored.push(await storeLegacy(image, bundle, ports))
  return stored
}

async function storeBundle(image: PinnedImage, bundle: SignedBundle, ports: WritingPorts): Promise<StoredEvidence> {
  const name = evidenceName(image, ports)
  const subject = await subjectOf(image, ports)
  const created = bundle.signedAt ?? (ports.clock ?? systemClock).now()
  const { bytes, predicateType } = bundle
  const manifest = await attachBundle(ports.registry, name, subject, { bytes, predicateType, created })
  if (!bundle.readBackFrom.has(name)) await assertReadBack(name, { subject: image.digest, manifest }, bundle, ports)
  return { format: 'bundle', manifest }
}

async function assertReadBack(
  name: ImageName,
  { subject, manifest }: { readonly subject: Digest; readonly manifest: Digest },
  { bytes, readBackFrom }: SignedBundle,
  { registry }: WritingPorts,
): Promise<void> {
  const found = await readBundle(registry, name, subject, { digest: manifest })
  if (found === undefined || Buffer.compare(found, bytes) !== 0) {
    throw evidenceError(
      'evidence-not-stored',
      { name, manifest },
      `${name}@${manifest} does not hold the bundle that was attached`,
    )
  }
  readBackFrom.add(name)
}

async function storeLegacy(image: PinnedImage, bundle: SignedBundle, ports: WritingPorts): Promise<StoredEvidence> {
  const layer = bundle.legacy()
  if (layer === undefined)
    throw evidenceError('legacy-needs-log', { digest: image.digest }, 'the signature has no entry of a Rekor v1 log')
  const tag = LEGACY_TAG.attestation(image.digest)
  const name = evidenceName(image, ports)
  const manifest = await appendLayer(ports.registry, name, tag, { ...layer, mediaType: LEGACY_LAYERS.attestation })
  return { format: 'legacy', manifest }
}

export async function subjectOf(image: PinnedImage, ports: WritingPorts): Promise<Descriptor> {
  const { mediaType, digest, bytes } = await ports.registry.manifest(image.name, image.digest)
  return { mediaType, digest, size: bytes.byteLength }
}
