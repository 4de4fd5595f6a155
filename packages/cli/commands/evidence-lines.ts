import { formatTime, PREDICATE_TYPES } from '@promo/core'
import type { EvidenceTree, KeyedEvidence, UnsignedAttestation, ValidEvidence } from '@promo/evidence'
import { archiveTag } from '@promo/registry'
import type { EvidenceLine, EvidenceNode } from '@promo/report'

type Signed = ValidEvidence | KeyedEvidence

const OWN_TYPES = Object.entries(PREDICATE_TYPES)

/** The tree as people read it: what is signed first, then what does not verify, then what others left. */
export function evidenceNode(tree: EvidenceTree, title: string): EvidenceNode {
  const { valid, keyed, invalid, foreign } = tree.evidence
  const { referrers, limit, state } = tree.budget
  const lines: readonly EvidenceLine[] = [
    ...signedLines([...valid, ...keyed]),
    ...invalid.map(({ code, reason, storage, digest }) => line('invalid', code, reason, [`${storage} ${digest}`])),
    ...tree.unsigned.map(unsignedLine),
    ...foreign.map(({ artifactType, manifest }) => line('other', 'referrer', artifactType || 'of no type', [manifest])),
    ...archiveLines(tree),
    ...(state === 'ample' ? [] : [line('invalid', 'budget', `${referrers} of ${limit} referrers are used`, [])]),
  ]
  const children = tree.children.map((child) => evidenceNode(child, [child.platform, child.digest].join(' ').trim()))
  return { title, lines, children }
}

function line(state: EvidenceLine['state'], name: string, fact: string, details: readonly string[]): EvidenceLine {
  return { state, name, fact, details }
}

function archiveLines({ archived, digest }: EvidenceTree): readonly EvidenceLine[] {
  if (archived.length === 0) return []
  const scans = archived.length === 1 ? '1 superseded scan' : `${String(archived.length)} superseded scans`
  return [line('other', 'archive', scans, [`tag ${archiveTag(digest)}`])]
}

function unsignedLine({ predicateTypes, manifest }: UnsignedAttestation): EvidenceLine {
  const types = predicateTypes.map(nameOf).join(', ') || 'no statement'
  return line('other', 'BuildKit', `${types}, not signed`, [`manifest ${manifest}`])
}

/** One signature, in one form or in both. */
interface Statement {
  readonly evidence: Signed
  readonly forms: readonly string[]
}

/** One line a statement, newest first of each type; the same signature kept in two forms is one. */
function signedLines(all: readonly Signed[]): readonly EvidenceLine[] {
  const statements = new Map<string, Statement>()
  for (const evidence of all) {
    const { predicateType, logIndex, manifest, storage } = evidence
    const key = JSON.stringify([predicateType, signerOf(evidence), logIndex === '' ? manifest : logIndex])
    statements.set(key, { evidence, forms: [...(statements.get(key)?.forms ?? []), storage] })
  }
  return [...statements.values()].toSorted(byTypeAndTime).map(signedLine)
}

function signedLine({ evidence, forms }: Statement): EvidenceLine {
  const { signedAt, logIndex, predicateType } = evidence
  const when = signedAt === undefined ? 'at no trusted time' : formatTime(signedAt)
  const log = logIndex === '' ? [] : [`log entry ${logIndex}`]
  return line('valid', nameOf(predicateType), signerOf(evidence), [[when, forms.join(' and '), ...log].join(' · ')])
}

/** In the order in which promo names its types, from the signature to the promotion; types of others after them. */
function byTypeAndTime(a: Statement, b: Statement): number {
  const byRank = rankOf(a.evidence) - rankOf(b.evidence)
  const byType = byRank === 0 ? a.evidence.predicateType.localeCompare(b.evidence.predicateType) : byRank
  return byType === 0 ? timeOf(b) - timeOf(a) : byType
}

function rankOf({ predicateType }: Signed): number {
  const rank = OWN_TYPES.findIndex(([, type]) => type === predicateType)
  return rank < 0 ? OWN_TYPES.length : rank
}

function timeOf({ evidence }: Statement): number {
  return evidence.signedAt?.getTime() ?? 0
}

function signerOf(each: Signed): string {
  return 'claims' in each ? each.claims.subject : `key ${each.signer.keyId}`
}

/** promo's own word for a predicate type that it writes; the type itself for any other. */
function nameOf(predicateType: string): string {
  return OWN_TYPES.find(([, type]) => type === predicateType)?.[0] ?? predicateType
}
