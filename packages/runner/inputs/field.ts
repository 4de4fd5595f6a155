import { asPromoError, type PromoError } from '@promo/core'

/** What is wrong with one input. */
export interface InputFault {
  readonly input: string
  readonly error: PromoError
}

export type FieldState<T> = { readonly value: T } | { readonly faults: readonly InputFault[] }

/** An input that was read and parsed: a value, or every fault found on the way. Only `request` opens it. */
export class Field<T> {
  readonly #state: FieldState<T>

  constructor(state: FieldState<T>) {
    this.#state = state
  }

  static of<T>(input: string, read: () => T): Field<T> {
    try {
      return new Field<T>({ value: read() })
    } catch (error) {
      return new Field<T>({ faults: [{ input, error: asPromoError(error) }] })
    }
  }

  static state<T>(field: Field<T>): FieldState<T> {
    return field.#state
  }
}

export type FieldValue<F> = F extends Field<infer T> ? T : never

export type Fields = Readonly<Record<string, Field<unknown>>>

export type FieldValues<F extends Fields> = { readonly [K in keyof F]: FieldValue<F[K]> }

export function faultsOf(field: Field<unknown>): readonly InputFault[] {
  const state = Field.state(field)
  return 'faults' in state ? state.faults : []
}

/** The values of fields that are known to have no faults. */
export function valuesOf<F extends Fields>(fields: F): FieldValues<F> {
  const entries = Object.entries(fields).map(([name, field]) => {
    const state = Field.state(field)
    return [name, 'value' in state ? state.value : undefined]
  })
  return Object.fromEntries(entries) as FieldValues<F>
}
