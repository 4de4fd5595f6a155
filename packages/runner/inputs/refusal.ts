import { PromoError, type Ending } from '@promo/core'
import { runnerError } from '../errors.ts'
import type { InputFault } from './field.ts'

/** Most faults that one message spells out. */
const SHOWN_LIMIT = 20

/** One error for all faults: with their own code when they share one, so that a bare tag alone stays `image-not-pinned`. */
export function refusal(faults: readonly InputFault[]): PromoError {
  const facts = { faults: faults.map(describe) }
  const message = faults.slice(0, SHOWN_LIMIT).map(sentence).join('; ') + rest(faults.length - SHOWN_LIMIT)
  const [first] = faults
  const shared = first !== undefined && faults.every(({ error }) => error.code === first.error.code)
  if (!shared) return runnerError('input-invalid', facts, message, { remedy: remedies(faults) })
  const { code, ending, remedy, cause } = first.error
  return new PromoError(code, { ending: endingOf(ending), remedy }, facts, message, cause)
}

/** Bad input is the caller's to change, whatever the parser's code says elsewhere; only a defect of promo stays one. */
function endingOf(ending: Ending): Ending {
  return ending === 'findings' ? 'configuration' : ending
}

function sentence({ input, error }: InputFault): string {
  return `input ${input}: ${error.message}`
}

function describe({ input, error }: InputFault): Readonly<Record<string, unknown>> {
  const { code, message, remedy, facts } = error
  return { input, code, message, remedy, ...('found' in facts ? { found: facts['found'] } : {}) }
}

function remedies(faults: readonly InputFault[]): string {
  return [...new Set(faults.map(({ error }) => error.remedy))].slice(0, SHOWN_LIMIT).join(' ')
}

function rest(count: number): string {
  return count > 0 ? `; and ${count} more` : ''
}
