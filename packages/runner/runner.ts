import type { PromoError } from '@promo/core'
import type { AnnotationLevel, Place } from './annotations.ts'
import type { Artifacts } from './artifacts/artifacts.ts'
import type { RunContext } from './context.ts'
import type { Log } from './log.ts'

/** `warn`: findings are reported and do not fail the step. */
export type Mode = 'enforce' | 'warn'

export const MODES = ['enforce', 'warn'] as const

/** Text is written as it is, everything else as JSON. */
export type OutputValue = string | number | boolean | null | object

/**
 * What an action may do with the machine that runs it, as a port: on GitHub, on a terminal, or in memory.
 * Text that goes in may be hostile; every sink encodes it, and removes what was masked.
 */
export interface Runner {
  readonly context: RunContext
  readonly log: Log
  readonly artifacts: Artifacts
  /** Aborted when the run is cancelled: pass it on to everything that waits. */
  readonly signal: AbortSignal
  /**
   * An OIDC token for the audience, masked. Throws `identity-unavailable` when the job may not have one
   * and `identity-refused` when the service fails.
   */
  identityToken(audience: string): Promise<string>
  /**
   * Writes outputs. Objects become JSON; over 64 KB the value is written to a file and the output is its path.
   * Throws `output-unknown` for a name that the action did not declare and `output-masked` for a value that
   * the runner would drop on its way to another job.
   */
  outputs(values: Readonly<Record<string, OutputValue>>): void
  /** Appends Markdown, up to 1 MiB in all; nothing is written under `summary: false`. */
  summary(markdown: string): Promise<void>
  /** One annotation. Beyond GitHub's limit of 10 a type and step the rest is counted and logged. */
  annotate(level: AnnotationLevel, message: string, place?: Place): void
  /** Hides the value, each line of it and its common encodings, from here on. */
  mask(secret: string): void
}

/**
 * How a recipe ends when it neither throws nor passes: with the error that explains it, whose `ending` is the outcome.
 * Returning nothing is a pass.
 */
export interface ActionEnding {
  readonly error: PromoError
  /** Replaces the input `mode`, where the policy decides it. */
  readonly mode?: Mode
}
