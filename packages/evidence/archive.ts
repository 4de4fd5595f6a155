import { isPromoError, PREDICATE_TYPES, type Digest, type ImageName, type PinnedImage } from '@promo/core'
import { supersededScans, type EvidenceFact } from '@promo/policy'
import type { RegistryClient } from '@promo/registry'
import { archivePlace, listArchive, openArchive } from './archive-place.ts'
import { attachBundle, evidenceOf, PREDICATE_TYPE_LABEL, readBundle } from './bundle-referrers.ts'
import { collectOwnType } from './collect.ts'
import { evidenceError } from './errors.ts'
import type { EvidenceSet, KeyedEvidence, SignedEvidence, ValidEvidence } from './evidence-set.ts'
import { evidenceName, type ReadingPorts, type WritingPorts } from './ports.ts'

/** The annotation by which an archived bundle names the manifest that held it before. */
const MANIFEST_LABEL = 'promo.evidence-archive.manifest'

/**
 * Takes scans of the digest that whoever signs now has superseded off its referrers, so that verifiers, which count them, do
 * not come to their limits (docs/decisions/0019). Each is copied to the archive first, read back, and taken off then: who dies
 * in between leaves it in both places, and the next run goes on. Nothing else is touched, nothing whose going could let pass
 * what is refused (`supersededScans`), and nothing at all where a scan does not verify, since somebody may trust it.
 * Gives the manifests that are gone, oldest first. A registry that does not allow it, or fails, is a warning.
 */
export async function archiveScans(image: PinnedImage, ports: WritingPorts): Promise<readonly Digest[]> {
  const archived: Digest[] = []
  try {
    for (const scan of await findSuperseded(image, ports)) {
      if (!(await moveToArchive(image, scan, ports))) break
      archived.push(scan.manifest)
    }
  } catch (error) {
    if (!isPromoError(error) || error.code === 'internal-error') throw error
    const remedy = 'the scan that was attested counts; older ones stay beside it'
    ports.warn?.(`superseded scans of ${image.digest} are not archived (${error.code}: ${error.message}): ${remedy}`)
  }
  return archived
}

type Superseded = EvidenceFact & Pick<SignedEvidence, 'storage'>

async function findSuperseded(image: PinnedImage, ports: WritingPorts): Promise<readonly Superseded[]> {
  const name = evidenceName(image, ports)
  const listed = await ports.registry.referrers(name, image.digest)
  const labels = listed.map(({ annotations }) => annotations?.[PREDICATE_TYPE_LABEL] ?? PREDICATE_TYPES.scan)
  if (labels.filter((label) => label === PREDICATE_TYPES.scan).length < 2) return []
  const found = await collectOwnType(image, PREDICATE_TYPES.scan, ports)
  if (found.invalid.length > 0) {
    const [first] = found.invalid
    const why = `${first?.digest ?? ''} ${first?.code ?? ''}`
    ports.warn?.(`superseded scans of ${image.digest} stay: evidence beside them does not verify (${why})`)
    return []
  }
  return supersededScans(factsOf(found), await ports.signer.identity(), ({ storage }) => storage === 'bundle')
}

function factsOf({ valid, keyed }: EvidenceSet): readonly Superseded[] {
  return [
    ...valid.map(({ claims, ...fact }) => ({ ...fact, signer: { kind: 'certificate', claims } as const })),
    ...keyed,
  ]
}

/** False when somebody refers to the scan itself, a signature of it perhaps: what others rely on stays. */
async function moveToArchive(image: PinnedImage, scan: Superseded, ports: WritingPorts): Promise<boolean> {
  const { registry } = ports
  const name = evidenceName(image, ports)
  if ((await registry.referrers(name, scan.manifest)).length > 0) return false
  const bundle = await readBundle(registry, name, image.digest, { digest: scan.manifest })
  if (bundle === undefined || scan.signedAt === undefined) return false
  const place = await openArchive(registry, name, image.digest)
  const { predicateType, signedAt: created } = scan
  const copy = { bytes: bundle, predicateType, created, annotations: { [MANIFEST_LABEL]: scan.manifest } }
  const manifest = await attachBundle(registry, name, place, copy)
  await assertArchived(registry, name, { place: place.digest, manifest, bundle })
  await registry.unlist(name, image.digest, scan.manifest)
  return true
}

/** Evidence that cannot be read back does not exist: only then may the other copy go. */
async function assertArchived(
  registry: RegistryClient,
  name: ImageName,
  { place, manifest, bundle }: { readonly place: Digest; readonly manifest: Digest; readonly bundle: Uint8Array },
): Promise<void> {
  const found = await readBundle(registry, name, place, { digest: manifest })
  if (found !== undefined && Buffer.compare(found, bundle) === 0) return
  const text = `${name}@${manifest} does not hold the bundle that was archived`
  throw evidenceError('evidence-not-stored', { name, manifest }, text)
}

/** One scan in the archive, verified now like any other evidence about the image. */
export type ArchivedEvidence = ValidEvidence | KeyedEvidence

/** What was archived of a digest, verified; throws as `collectEvidence` does, and the codes of evidence that does not verify. */
export async function readArchive(image: PinnedImage, ports: ReadingPorts): Promise<readonly ArchivedEvidence[]> {
  const name = evidenceName(image, ports)
  const place = archivePlace(image.digest).descriptor.digest
  const found = await Promise.all(
    (await listArchive(ports.registry, name, image.digest)).map(async (digest) => {
      const bundle = await readBundle(ports.registry, name, place, { digest })
      return bundle === undefined
        ? []
        : [evidenceOf(ports.trust.verifyBundle(bundle, ports.keys), digest, image.digest)]
    }),
  )
  return found.flat()
}
