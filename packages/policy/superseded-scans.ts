import { isPredicateType, PREDICATE_TYPES, type Scan } from '@promo/core'
import type { EvidenceFact, EvidenceSigner } from './facts.ts'
import { sameStanding } from './same-standing.ts'
import { GRAVEST, gravityOf, isAsGrave, type ScanGravity } from './scan-gravity.ts'
import { readScanPredicate } from './scan-predicate.ts'
import { isDated, type DatedFact } from './trusted.ts'

interface Ranked<Fact> {
  readonly fact: Fact
  readonly scan: Scan | undefined
  readonly gravity: ScanGravity
  readonly isOwn: boolean
  readonly isMovable: boolean
}

/**
 * Which scans of one digest their signer may take away, in the order in which to do so. Verdicts stay what they are, and no
 * trust file that ends before the newest scan (a window, a supersession) turns a refusal into a pass: a scan goes when
 *
 * - it is the signer's own (`sameStanding`), dated, and may be moved (`isMovable`: how it is stored allows it),
 * - a newer one of the signer stays, finished, by the same tools, of at least the same digests,
 * - what it would uncover is as grave: going back in time, every scan that stays, whoever signed it, is refused under every
 *   policy that refuses this one, up to one of the signer's own or to the first of all.
 *
 * So a scan that found more than those before it stays, and with it every refusal that it can cause. Each step holds by itself:
 * whoever stops after any of them has taken nothing too much. Evidence of other predicate types is passed over. Pure.
 */
export function supersededScans<Fact extends EvidenceFact>(
  evidence: readonly Fact[],
  own: EvidenceSigner,
  isMovable: (fact: Fact) => boolean,
): readonly Fact[] {
  const gone: Fact[] = []
  let staying = rank(evidence, own, isMovable)
  // What goes may have been all that another was needed for.
  for (let next = findSuperseded(staying); next !== undefined; next = findSuperseded(staying)) {
    const { fact } = next
    gone.push(fact)
    staying = staying.filter((each) => each.fact !== fact)
  }
  return gone
}

/** The oldest that may go. */
function findSuperseded<Ranking extends Ranked<DatedFact>>(staying: readonly Ranking[]): Ranking | undefined {
  return staying.find(
    (scan) => scan.isOwn && scan.isMovable && isSuperseded(scan, staying) && !uncoversLess(scan, staying),
  )
}

/** Dated scans, oldest first: without a trusted time none counts (rule `scan`). */
function rank<Fact extends EvidenceFact>(
  evidence: readonly Fact[],
  own: EvidenceSigner,
  isMovable: (fact: Fact) => boolean,
): readonly Ranked<Fact & DatedFact>[] {
  return evidence
    .filter((fact): fact is Fact & DatedFact => isDated(fact))
    .filter(({ predicateType }) => isPredicateType(predicateType, PREDICATE_TYPES.scan))
    .toSorted((a, b) => a.signedAt.getTime() - b.signedAt.getTime())
    .map((fact) => {
      const scan = readScanPredicate(fact.predicate)
      const gravity = scan === undefined ? GRAVEST : gravityOf(scan)
      return { fact, scan, gravity, isOwn: sameStanding(fact.signer, own), isMovable: isMovable(fact) }
    })
}

/** Some newer scan of the signer, stored the same way, says all that this one says. Times of logs have whole seconds. */
function isSuperseded(old: Ranked<DatedFact>, staying: readonly Ranked<DatedFact>[]): boolean {
  const { scan, gravity, fact } = old
  if (scan === undefined) return false
  return staying.some(
    (each) =>
      each.isOwn &&
      each.isMovable &&
      each.fact.signedAt > fact.signedAt &&
      each.scan !== undefined &&
      isFinished(each.scan) &&
      toolsOf(each.scan) === toolsOf(scan) &&
      gravity.seen.isSubsetOf(each.gravity.seen),
  )
}

/** Whether a trust file under which nothing newer counts would pass without this scan what it refuses with it. */
function uncoversLess(scan: Ranked<DatedFact>, staying: readonly Ranked<DatedFact>[]): boolean {
  const older = staying.filter((each) => each !== scan && each.fact.signedAt <= scan.fact.signedAt).toReversed()
  const shield = older.findIndex(({ isOwn }) => isOwn)
  const uncovered = shield < 0 ? older : older.slice(0, shield + 1)
  return uncovered.some(({ gravity }) => !isAsGrave(gravity, scan.gravity))
}

function isFinished({ tools }: Scan): boolean {
  return tools.length > 0 && tools.every(({ complete, outcome }) => complete && outcome === 'pass')
}

function toolsOf({ tools }: Scan): string {
  return [...new Set(tools.map(({ name }) => name))].sort().join(' ')
}
