import { sameJson } from '@promo/core'
import { assertBudget } from './budget.ts'
import { readReferrer } from './bundle-referrers.ts'
import { collectOwnType } from './collect.ts'
import type { EvidenceSet, SignedEvidence } from './evidence-set.ts'
import type { EvidenceFormat, StoredEvidence } from './formats.ts'
import { ownEvidence } from './own-evidence.ts'
import { evidenceName, type WritingPorts } from './ports.ts'
import { storedBefore, type SignedBundle } from './signed-bundle.ts'
import type { StatedImage, Word } from './word.ts'

/** What an image holds already of what is to be said about it. */
export interface Present {
  readonly stated: StatedImage
  /** Equal evidence by the same signer, newest first, one of each format. */
  readonly evidence: readonly PresentEvidence[]
  readonly lacking: readonly EvidenceFormat[]
  /** What a run that was cut off stored in one format, when another lacks it. */
  readonly bundle: SignedBundle | undefined
}

export interface PresentEvidence extends StoredEvidence {
  readonly signedAt: Date | undefined
}

/**
 * Looks at what the signer has said about the image before, and whether more may be attached. Throws `evidence-budget-spent`,
 * and the codes of reading evidence.
 */
export async function findPresent(stated: StatedImage, word: Word, ports: WritingPorts): Promise<Present> {
  const found = await collectOwnType(stated.image, word.predicateType, ports)
  const evidence = word.again === true ? [] : await equalEvidence(stated, word, found, ports)
  const lacking = word.formats.filter((format) => !evidence.some((each) => each.format === format))
  if (lacking.includes('bundle')) assertBudget(found, ports.warn)
  const bundle = lacking.length === 0 ? undefined : await readStored(stated, evidence, ports)
  return { stated, evidence, lacking, bundle }
}

async function readStored(
  { image }: StatedImage,
  evidence: readonly PresentEvidence[],
  ports: WritingPorts,
): Promise<SignedBundle | undefined> {
  const stored = evidence.find(({ format }) => format === 'bundle')
  if (stored === undefined) return undefined
  const found = await readReferrer(ports, evidenceName(image, ports), image.digest, { digest: stored.manifest })
  return found === undefined ? undefined : storedBefore(found.bundle, found.evidence.predicateType, stored.signedAt)
}

async function equalEvidence(
  { subject }: StatedImage,
  { predicateType, predicate, sameWord = sameJson }: Word,
  found: EvidenceSet,
  { signer }: WritingPorts,
): Promise<readonly PresentEvidence[]> {
  const isEqual = (each: SignedEvidence): boolean =>
    each.predicateType === predicateType &&
    sameWord(each.predicate, predicate) &&
    sameJson(each.annotations, subject.annotations ?? {})
  const own = await ownEvidence(found, isEqual, signer)
  return own
    .filter((each, index) => own.findIndex(({ storage }) => storage === each.storage) === index)
    .map(({ storage, manifest, signedAt }) => ({ format: storage, manifest, signedAt }))
}
