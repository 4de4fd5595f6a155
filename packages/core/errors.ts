/** How a failed operation ended. `findings`: the evidence says no. `configuration`: the caller must change something. `infrastructure`: try again later. */
export type Ending = 'findings' | 'configuration' | 'infrastructure'

/** What is fixed about an error code: how it ends and what the reader should do about it. */
export interface ErrorDefinition {
  readonly ending: Ending
  readonly remedy: string
}

/** Values that explain one occurrence: found, wanted, names, digests. JSON only, never a secret. */
export type Facts = Readonly<Record<string, unknown>>

export interface ErrorOptions {
  readonly cause?: unknown
  /** Replaces the general remedy where the occurrence knows a better one. */
  readonly remedy?: string
}

/** The one error class of promo: a stable code, how it ends, what to do, and the facts of this occurrence. */
export class PromoError extends Error {
  override readonly name = 'PromoError'
  readonly code: string
  readonly ending: Ending
  readonly remedy: string
  readonly facts: Facts

  constructor(code: string, definition: ErrorDefinition, facts: Facts, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.ending = definition.ending
    this.remedy = definition.remedy
    this.facts = facts
  }
}

export type ErrorFactory<Code extends string> = (
  code: Code,
  facts: Facts,
  message: string,
  options?: ErrorOptions,
) => PromoError

export interface DefinedError extends ErrorDefinition {
  readonly area: string
  readonly code: string
}

const defined = new Map<string, DefinedError>()

/**
 * Declares the closed set of error codes of one area and returns the function that makes them.
 * A code has one owner: declaring it in a second area is a programming error and throws at load.
 */
export function defineErrors<Code extends string>(
  area: string,
  definitions: Readonly<Record<Code, ErrorDefinition>>,
): ErrorFactory<Code> {
  for (const [code, definition] of Object.entries<ErrorDefinition>(definitions)) {
    const owner = defined.get(code)
    if (owner !== undefined && owner.area !== area) throw new TypeError(`error code ${code} belongs to ${owner.area}`)
    defined.set(code, { area, code, ...definition })
  }
  return (code, facts, message, options = {}) => {
    const { ending, remedy } = definitions[code]
    return new PromoError(code, { ending, remedy: options.remedy ?? remedy }, facts, message, options.cause)
  }
}

/** Every code declared by the modules loaded so far, by area and code: the source of `docs/errors.md`. */
export function definedErrors(): readonly DefinedError[] {
  return [...defined.values()].sort((a, b) => a.area.localeCompare(b.area) || a.code.localeCompare(b.code))
}

export function isPromoError(error: unknown): error is PromoError {
  return error instanceof PromoError
}

const internal = defineErrors('core', {
  'internal-error': {
    ending: 'infrastructure',
    remedy: 'This is a defect in promo: please report it with the log of this step.',
  },
})

/** Gives any thrown value as a PromoError; what is not one becomes `internal-error` with the original as cause. */
export function asPromoError(error: unknown): PromoError {
  if (isPromoError(error)) return error
  const message = error instanceof Error ? error.message : 'a value that is not an error was thrown'
  return internal('internal-error', {}, message, { cause: error })
}
