import { PREDICATE_TYPES } from '@promo/core'
import type { Target } from '../cosign.ts'
import type { ToolRun } from '../installed-tool.ts'
import type { SealedImages } from './sealed-images.ts'

/** What is asked of a verifier about one image. */
export interface Question {
  readonly target: Target
  /** Type of the attestation that is wanted; undefined: a signature is. */
  readonly predicateType: string | undefined
  readonly identity: string
  /** Options over and above those of the check. */
  readonly flags?: readonly string[]
}

/** One way to verify that one program has. */
export interface Check {
  /** Name in `tools/tools.json`. */
  readonly tool: string
  /** The command and its mode, as the page shows them. */
  readonly command: string
  readonly over: 'signatures' | 'attestations'
  /** Where it looks; `either`: it turns to the old tags where there is no bundle. */
  readonly reads: 'bundle' | 'legacy' | 'either'
  /** What it says when the evidence is not there or not as asked: anything else is a failure to look. */
  readonly refusal: RegExp
  ask(question: Question): Promise<ToolRun>
}

type Asked = Pick<Question, 'target' | 'predicateType'>

/** Every image that the check has to accept: by digest, by tag, by platform, and one without platforms. */
export function questionsOf(check: Check, sealed: SealedImages): readonly Asked[] {
  const { index, tag, platforms, single } = sealed
  const on = (targets: readonly Target[], predicateType?: string): readonly Asked[] =>
    targets.map((target) => ({ target, predicateType }))
  if (check.over === 'signatures') return on([index, tag, ...platforms, single])
  return [...on([index, tag, single], PREDICATE_TYPES.provenance), ...on([...platforms, single], PREDICATE_TYPES.spdx)]
}

export function outcomeOf(check: Check, { code, stdout, stderr }: ToolRun): 'passes' | 'refuses' {
  if (code === 0) return 'passes'
  if (check.refusal.test(stderr + stdout)) return 'refuses'
  throw new Error(`${check.tool} ${check.command} failed otherwise: ${(stderr + stdout).slice(0, 1000)}`)
}
