import { isPredicateType, PREDICATE_TYPES, readMarkPredicate, type MarkFacts } from '@promo/core'
import type { ValidEvidence } from '@promo/evidence'

/** Who is about to sign, as its certificate says. */
export interface SigningRun {
  readonly subject: string
  /** `https://github.com/<owner>/<repo>/actions/runs/<id>/attempts/<n>` (Fulcio extension .21). */
  readonly invocation: string
}

interface FoundMark {
  readonly mark: MarkFacts
  readonly evidence: ValidEvidence
}

/**
 * The mark that an earlier attempt of this run left and that still says the same. None when the environment has revoked it
 * since: then a new one is needed.
 */
export function earlierMark(
  found: readonly ValidEvidence[],
  wanted: MarkFacts,
  run: SigningRun,
): MarkFacts | undefined {
  const marks = found.flatMap((evidence) => marksIn(evidence, wanted))
  const own = marks.filter(({ mark, evidence }) => isOfRun(evidence, run) && saysSame(mark, wanted))
  const [newest] = own.toSorted((a, b) => timeOf(b) - timeOf(a))
  if (newest === undefined) return undefined
  const isUndone = marks.some((each) => each.mark.revoked !== wanted.revoked && timeOf(each) >= timeOf(newest))
  return isUndone ? undefined : newest.mark
}

function marksIn(evidence: ValidEvidence, { environment }: MarkFacts): readonly FoundMark[] {
  if (!isPredicateType(evidence.predicateType, PREDICATE_TYPES.mark)) return []
  const mark = readMarkPredicate(evidence.predicate)
  if (mark?.environment !== environment || evidence.claims.environment !== environment) return []
  return [{ mark, evidence }]
}

function isOfRun({ claims }: ValidEvidence, run: SigningRun): boolean {
  const invocation = claims.runInvocationUri ?? ''
  return (
    claims.subject === run.subject && invocation !== '' && withoutAttempt(invocation) === withoutAttempt(run.invocation)
  )
}

function withoutAttempt(invocation: string): string {
  return invocation.replace(/\/attempts\/\d+$/, '')
}

/** Equal but for the times, which are those of the attempt. */
function saysSame(a: MarkFacts, b: MarkFacts): boolean {
  const said = ({ properties, revoked, reason, evidenceUrl, observedSince }: MarkFacts): string =>
    JSON.stringify([[...properties].sort(), revoked, reason, evidenceUrl, observedSince])
  return said(a) === said(b)
}

function timeOf({ evidence }: FoundMark): number {
  return evidence.signedAt.getTime()
}
