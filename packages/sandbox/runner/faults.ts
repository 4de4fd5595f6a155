import type { ProcessGroup } from './step-process.ts'

/** Where a step is about to run. */
export interface StepPlace {
  readonly runId: number
  readonly attempt: number
  readonly workflow: string
  /** Key of the job, e.g. `promo/leg[0]/seal`. */
  readonly job: string
  readonly step: string
}

export interface KillRule {
  readonly matches: (place: StepPlace) => boolean
  /** Kill when a line of the step's output matches; at once when absent, and without `arm`. */
  readonly whenLine?: RegExp
  /** Gets the kill of each matching process, for faults that something else than its output tells of. */
  readonly arm?: (kill: () => void) => void
  /** How many steps it kills before it is spent. Default 1. */
  readonly times?: number
}

export interface StepFaults {
  /** SIGKILLs the process tree of matching steps. Returns how to withdraw the rule. */
  killAtStep(rule: KillRule): () => void
  /** Watches one process; the returned function is fed each line of it. */
  watch(place: StepPlace, group: ProcessGroup): (line: string) => void
}

export function createStepFaults(): StepFaults {
  const rules = new Map<KillRule, number>()
  const fire = (rule: KillRule, group: ProcessGroup): void => {
    const left = rules.get(rule) ?? 0
    if (left <= 0) return
    if (left === 1) rules.delete(rule)
    else rules.set(rule, left - 1)
    group.kill()
  }
  return {
    killAtStep: (rule) => {
      rules.set(rule, rule.times ?? 1)
      return () => rules.delete(rule)
    },
    watch: (place, group) => {
      const matching = [...rules.keys()].filter((rule) => rule.matches(place))
      for (const rule of matching) {
        if (rule.arm !== undefined) rule.arm(() => fire(rule, group))
        else if (rule.whenLine === undefined) fire(rule, group)
      }
      return (line) => {
        for (const rule of matching) if (rule.whenLine?.test(line) === true) fire(rule, group)
      }
    },
  }
}
