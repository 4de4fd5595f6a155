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
  type Verdict,
} from '@promo/core'
import { attestImages, collectEvidence, type WritingPorts } from '@promo/evidence'

/**
 * Attests what was judged to the images themselves, refusals too: a later failure has to beat an earlier pass. Only what was
 * judged by its evidence: an image of a registry that the policy does not allow is not written to, and what could not be read
 * is no verdict. The same verdict again signs nothing. Gives the manifests that hold them. Throws the codes of `attestImages`.
 */
export async function attestVerdicts(
  verdicts: readonly Verdict[],
  portsFor: (image: Verdict['image']) => Promise<WritingPorts>,
): Promise<readonly Digest[]> {
  const manifests: Digest[] = []
  // One after the other: an image may be judged for several environments, and their bundles go to one digest.
  for (const verdict of verdicts.filter(isJudged)) {
    const { name, digest } = verdict.image
    manifests.push(...(await attestVerdict(verdict, pinImage(name, digest), await portsFor(verdict.image))))
  }
  return manifests
}

async function attestVerdict(verdict: Verdict, image: PinnedImage, ports: WritingPorts): Promise<readonly Digest[]> {
  const predicate = verdictPredicate(verdict)
  const latest = await latestVerdicts(image, verdict.environment, ports)
  // The newest counts: a pass that a failure followed has to be said again.
  const again = latest.some((last) => !sameVerdict(last, predicate))
  const written = await attestImages(
    {
      ...{ images: [image], predicateType: PREDICATE_TYPES.verdict, predicate },
      ...{ formats: ['bundle'], sameWord: sameVerdict, again },
    },
    ports,
  )
  return written.flatMap(({ stored }) => stored.map(({ manifest }) => manifest))
}

/** Those of the newest second: more than one when two jobs judged at once. */
async function latestVerdicts(
  image: PinnedImage,
  environment: EnvironmentName,
  ports: WritingPorts,
): Promise<readonly JsonValue[]> {
  const { valid } = await collectEvidence(image, ports)
  const verdicts = valid.filter(
    ({ predicateType, predicate }) =>
      predicateType === PREDICATE_TYPES.verdict && readVerdictPredicate(predicate)?.environment === environment,
  )
  const newest = Math.max(...verdicts.map(({ signedAt }) => signedAt.getTime()))
  return verdicts.filter(({ signedAt }) => signedAt.getTime() === newest).map(({ predicate }) => predicate)
}

/** The rule `registry` alone says that nothing was looked at. */
function isJudged({ outcome, rules }: Verdict): boolean {
  return outcome !== 'infrastructure' && rules.some(({ rule }) => rule !== 'registry')
}
