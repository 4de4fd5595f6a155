const DOCUMENTATION = 'https://docs.github.com/rest'

/** One entry of `errors` in a 422: the shape of "Validation Failed". */
export interface FieldError {
  readonly resource: string
  readonly field?: string
  readonly code: string
  readonly message?: string
  readonly value?: unknown
}

/** An answer that is not a success, thrown inside a route and turned into its response by the router: it never leaves the sandbox. */
export class ApiFault extends Error {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>

  constructor(status: number, message: string, more: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.status = status
    this.body = { message, ...more, documentation_url: DOCUMENTATION, status: String(status) }
  }
}

export const notFound = (): ApiFault => new ApiFault(404, 'Not Found')
export const badCredentials = (): ApiFault => new ApiFault(401, 'Bad credentials')
export const requiresAuthentication = (): ApiFault => new ApiFault(401, 'Requires authentication')
/** The answer to a GITHUB_TOKEN or App token that lacks a permission. */
export const notAccessible = (): ApiFault => new ApiFault(403, 'Resource not accessible by integration')
export const mustHaveAccess = (): ApiFault => new ApiFault(403, 'Must have push access to repository')

export function validationFailed(...errors: readonly FieldError[]): ApiFault {
  return new ApiFault(422, 'Validation Failed', { errors })
}

/** The words of the request validator, for a field that is missing or of another type. */
export function invalidRequest(problem: string): ApiFault {
  return new ApiFault(422, `Invalid request.\n\n${problem}`)
}
