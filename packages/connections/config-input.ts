import type { Field, InputReader } from '@promo/runner'
import { connectionError } from './errors.ts'

/** `config`: the text of promo.yaml, from its path or given as text. `action.yml` defaults it to `promo.yaml`. */
export function configInput(input: InputReader): Field<string> {
  return input.all('config', { text: input.document('config') }, ({ text }) => {
    if (text !== undefined) return text
    throw connectionError('config-missing', {}, 'there is no promo.yaml')
  })
}
