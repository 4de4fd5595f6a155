import { formatTime, parseDuration, type ConfigPolicy, type MarkFacts } from '@promo/core'
import type { PolicyCode } from '../errors.ts'
import type { EvidenceFact } from '../facts.ts'
import { newestFirst, type DatedFact } from '../trusted.ts'

type MarkRules = NonNullable<ConfigPolicy['marks']>
/** What the policy asks of the marks of one environment. */
export type MarkRule = MarkRules[keyof MarkRules]

export interface FoundMark {
  readonly fact: DatedFact
  readonly mark: MarkFacts
}

export interface JudgedMarks {
  /** Empty when they suffice. */
  readonly code: PolicyCode | ''
  readonly fact: string
  readonly evidence: readonly EvidenceFact[]
  readonly expiresAt?: Date
}

/** Newest first. Times of logs have whole seconds: at the same one, the revocation is the newer. */
function newestMarks(marks: readonly FoundMark[]): readonly FoundMark[] {
  const revokedFirst = [...marks].sort((a, b) => Number(b.mark.revoked) - Number(a.mark.revoked))
  const order = newestFirst(revokedFirst.map(({ fact }) => fact))
  return revokedFirst.toSorted((a, b) => order.indexOf(a.fact) - order.indexOf(b.fact))
}

/** What the trusted marks of one environment on one digest amount to. */
export function judgeMarks(at: Date, environment: string, rule: MarkRule, marks: readonly FoundMark[]): JudgedMarks {
  const newest = newestMarks(marks)
  const revocation = newest.findIndex(({ mark }) => mark.revoked)
  const standing = revocation < 0 ? newest : newest.slice(0, revocation)
  const revoked = newest[revocation]
  if (standing.length === 0 && revoked !== undefined) {
    const because = revoked.mark.reason === undefined ? '' : `: ${revoked.mark.reason}`
    const fact = `${environment} revoked its mark ${formatTime(revoked.fact.signedAt)}${because}`
    return { code: 'mark-revoked', fact, evidence: [revoked.fact] }
  }
  const complete = standing.filter(({ mark }) => lacking(rule, mark).length === 0)
  const [first] = standing
  if (complete.length === 0 && first !== undefined) {
    const fact = `the mark of ${environment} lacks ${lacking(rule, first.mark).join(', ')}`
    return { code: 'mark-missing', fact, evidence: [first.fact] }
  }
  return judgeAges(at, environment, rule, complete)
}

function lacking(rule: MarkRule, mark: MarkFacts): readonly string[] {
  return rule.properties.filter((property) => !mark.properties.includes(property))
}

/** The newest mark that has soaked; marking again does not start the soak anew, a revocation does. */
function judgeAges(at: Date, environment: string, rule: MarkRule, complete: readonly FoundMark[]): JudgedMarks {
  const current = complete.filter(({ fact, mark }) => endOf(rule, fact, mark) > at.getTime())
  const soaked = current.find(({ fact }) => at.getTime() - fact.signedAt.getTime() >= lengthOf(rule.soak, 0))
  const shown = soaked ?? current.at(-1) ?? complete[0]
  const evidence = shown === undefined ? [] : [shown.fact]
  const marked = `${environment} marked it ${shown === undefined ? 'never' : formatTime(shown.fact.signedAt)}`
  if (current.length === 0) return { code: 'mark-expired', fact: `${marked}, too long ago`, evidence }
  if (soaked === undefined)
    return { code: 'mark-soaking', fact: `${marked}, at ${formatTime(at)} too lately`, evidence }
  const end = endOf(rule, soaked.fact, soaked.mark)
  return { code: '', fact: marked, evidence, ...(Number.isFinite(end) ? { expiresAt: new Date(end) } : {}) }
}

/** When a mark stops counting, in milliseconds: by its own expiry or by the policy, whichever is first. NaN for a date that there is not. */
function endOf(rule: MarkRule, { signedAt }: DatedFact, { expires }: MarkFacts): number {
  const own = expires === undefined ? Infinity : Date.parse(expires)
  return Math.min(own, signedAt.getTime() + lengthOf(rule.within, Infinity))
}

function lengthOf(duration: string | undefined, without: number): number {
  return duration === undefined ? without : parseDuration(duration)
}
