import * as z from 'zod/mini'
import { defineDocument } from './document.ts'
import { count, digest, outcome, run, source, text, time } from './shapes.ts'

/** `tests` is the sum of `passed`, `failed` and `skipped`; a case that passed after a retry counts as passed. */
export const testTotals = z.object({ tests: count, passed: count, failed: count, skipped: count, retried: count })

/** A case that failed, or that passed only when it was run again. */
export const testCase = z.object({
  suite: text,
  name: text,
  outcome: z.enum(['failed', 'retried']),
  message: text,
  file: z.optional(text),
  line: z.optional(count),
})

/** A report that was read: its path in the workspace, the sha256 of its bytes and how many cases it holds. */
export const testReport = z.object({ path: text, digest, tests: count })

export const testDecision = z.object({
  /** Fewest cases that must have run, skipped ones not among them. */
  minTests: count,
  outcome,
  /** Why it is not a pass. */
  reasons: z.array(text),
})

/** What the tests of a commit said, counted case by case from the reports, and what was decided from it. */
export const testsDocument = defineDocument('tests', {
  /** Null when the tests ran outside a workflow: such a document is never attested. */
  source: z.nullable(source),
  run: z.nullable(run),
  totals: testTotals,
  cases: z.array(testCase),
  /** Names of the cases that passed, `suite › name`; empty when they are too many to list. */
  passed: z.array(text),
  reports: z.array(testReport),
  /** Percentages; null when no coverage was given. */
  coverage: z.nullable(z.object({ lines: z.number() })),
  /** Status of the SonarQube Quality Gate; `NONE` when none was asked. */
  qualityGate: z.enum(['OK', 'WARN', 'ERROR', 'NONE']),
  decision: testDecision,
  testedAt: time,
})

export type TestTotals = z.infer<typeof testTotals>
export type TestCase = z.infer<typeof testCase>
export type TestReport = z.infer<typeof testReport>
export type TestDecision = z.infer<typeof testDecision>
export type Tests = ReturnType<typeof testsDocument.check>
