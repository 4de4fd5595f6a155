import type { Field, InputReader } from '@promo/runner'
import { connectionError } from './errors.ts'

/** An input of the contract whose use case is not built: anything but its neutral value is refused by name, never ignored. */
export function notBuilt(input: InputReader, name: string, neutral = ''): Field<undefined> {
  return input.withDefault<undefined>(name, undefined, (found) => {
    if (found === neutral) return undefined
    throw connectionError(
      'input-not-built',
      { input: name, found: found.slice(0, 100) },
      `\`${name}\` is not built in this release`,
    )
  })
}

/** The same for an input that holds a secret: its value is masked and named nowhere. */
export function notBuiltSecret(input: InputReader, name: string): Field<undefined> {
  return input.all(name, { found: input.secret(name) }, ({ found }) => {
    if (found === undefined) return undefined
    throw connectionError('input-not-built', { input: name }, `\`${name}\` is not built in this release`)
  })
}
