import type { Tests } from '@promo/core'
import type { Runner } from '@promo/runner'

/** Annotates the cases that failed, where their report says that they are. */
export function annotateFailures({ cases }: Tests, runner: Runner): void {
  for (const { suite, name, outcome, message, file, line } of cases) {
    if (outcome !== 'failed') continue
    const place = file === undefined ? undefined : { file, ...(line === undefined ? {} : { startLine: line }) }
    runner.annotate('error', `${suite} › ${name}: ${message === '' ? 'failed' : message}`, place)
  }
}
