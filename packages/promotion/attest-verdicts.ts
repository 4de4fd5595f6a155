import {
  pinImage,
  PREDICATE_TYPES,
  readVerdictPredicate,
  sameVerdict,
  verdictPredicate,
  type Digest,
  type EnvironmentName,
  type JsonValue,
  type PinnedImage,
  type TrustSigner,
  type Verdict,
} from '@promo/core'
import { attestImages, collectEvidence, ownEvidence, type WritingPorts } from '@promo/evidence'
import { signatureHolder } from '@promo/policy'
import type { SignerIdentity } from '@promo/sigstore'
import { promotionError } from './errors.ts'

export interface VerdictsRequest {
  readonly verdicts: readonly Verdict[]
  /** Whom promo.yaml trusts: nobody who may sign images signs verdicts. */
  readonly signers: readonly TrustSigner[]
}

/**
 * Attests what was judged to the images themselves, refusals too: a later failure has to beat an earlier pass. Only what was
 * judged by its evidence: an image of a registry that the policy does not allow is not written to, and what could not be read
 * is no verdict. The same verdict again signs nothing. Gives the manifests that hold them. Throws `verdict-signer-mingled`, and
 * the codes of `attestImages`.
 */
export async function attestVerdicts(
  { verdicts, signers }: VerdictsRequest,
  portsFor: (image: Verdict['image']) => Promise<WritingPorts>,
): Promise<readonly Digest[]> {
  const manifests: Digest[] = []
  // One after the other: an image may be judged for several environments, and their bundles go to one digest.
  for (const verdict of verdicts.filter(isJudged)) {
    const { name, digest } = verdict.image
    const ports = await portsFor(verdict.image)
    assertApart(await ports.signer.identity(), signers)
    manifests.push(...(await attestVerdict(verdict, pinImage(name, digest), ports)))
  }
  return manifests
}

/** promo.yaml refuses both roles for one workflow, but needs no entry for verdicts, which no rule reads. */
function assertApart(identity: SignerIdentity, signers: readonly TrustSigner[]): void {
  const holder = identity.kind === 'certificate' ? signatureHolder(identity.claims, signers) : undefined
  if (holder === undefined) return
  const text = `${holder.workflow} may sign images (${holder.id} of promo.yaml): a verdict by it would count as a signature`
  throw promotionError('verdict-signer-mingled', { signer: holder.id, workflow: holder.workflow }, text)
}

async function attestVerdict(verdict: Verdict, image: PinnedImage, ports: WritingPorts): Promise<readonly Digest[]> {
  const predicate = verdictPredicate(verdict)
  const standing = await standingVerdict(image, verdict.environment, predicate, ports)
  if (standing !== undefined) return [standing]
  const word = { predicateType: PREDICATE_TYPES.verdict, predicate, formats: ['bundle'] } as const
  // That it was said before counts for nothing when something else was said since.
  const written = await attestImages({ images: [image], ...word, again: true }, ports)
  return written.flatMap(({ stored }) => stored.map(({ manifest }) => manifest))
}

/**
 * The manifest of the same verdict by this signer, when nobody has said otherwise since, not even in the same second. What a
 * stranger says never stands for it, and makes it only be said once more.
 */
async function standingVerdict(
  image: PinnedImage,
  environment: EnvironmentName,
  predicate: JsonValue,
  ports: WritingPorts,
): Promise<Digest | undefined> {
  const { valid } = await collectEvidence(image, ports)
  const verdicts = valid.filter(
    (each) =>
      each.predicateType === PREDICATE_TYPES.verdict &&
      readVerdictPredicate(each.predicate)?.environment === environment,
  )
  // The policy and its digest are in the predicate: at which commit its repository is meanwhile changes nothing.
  const [own] = await ownEvidence({ valid: verdicts, keyed: [] }, () => true, ports.signer, 'any')
  if (own?.signedAt === undefined) return undefined
  const since = own.signedAt
  const latest = verdicts.filter(({ signedAt }) => signedAt >= since)
  return latest.every((each) => sameVerdict(each.predicate, predicate)) ? own.manifest : undefined
}

/** The rule `registry` alone says that nothing was looked at. */
function isJudged({ outcome, rules }: Verdict): boolean {
  return outcome !== 'infrastructure' && rules.some(({ rule }) => rule !== 'registry')
}
