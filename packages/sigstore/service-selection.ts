import { sigstoreError } from './errors.ts'

/** A service as a signing config names it. */
export interface SigningService {
  readonly url: string
  readonly majorApiVersion: number
  readonly validFor?: { readonly start?: string | undefined; readonly end?: string | undefined } | undefined
  readonly operator?: string | undefined
}

/** How many of the services of one kind are written to. */
export interface Selection {
  readonly selector: 'ANY' | 'ALL' | 'EXACT'
  /** Only of EXACT. */
  readonly count?: number
}

/** Far above what anyone runs; verifiers refuse a bundle with more. */
const SERVICE_LIMIT = 8

interface Wanted {
  /** APIs that are spoken, the preferred first: one alone is used. */
  readonly versions: readonly number[]
  readonly at: Date
}

/**
 * The services to use: valid (start ≤ time < end), the newest of each operator, newest start first; none where none is
 * named. Throws `signing-config-invalid` when some are named and too few are valid, or without a selection, as sigstore-go
 * (pkg/root/signing_config.go) does; `signing-config-unsupported` when no API of theirs is spoken.
 */
export function selectServices(
  kind: string,
  services: readonly SigningService[],
  selection: Selection | undefined,
  { versions, at }: Wanted,
): readonly SigningService[] {
  if (services.length === 0) return []
  if (selection === undefined) throw invalid(kind, `the signing config does not say which ${kind} to use`)
  const valid = services.filter((each) => isValid(each, at))
  if (valid.length === 0) throw invalid(kind, `no ${kind} of the signing config is valid now`)
  const version = versions.find((each) => valid.some(({ majorApiVersion }) => majorApiVersion === each))
  if (version === undefined) throw unsupported(kind, valid)
  const usable = newestOfEach(valid.filter(({ majorApiVersion }) => majorApiVersion === version))
  return pick(kind, usable, selection)
}

function pick(kind: string, usable: readonly SigningService[], selection: Selection): readonly SigningService[] {
  const { selector, count: exactly = 1 } = selection
  const count = selector === 'ALL' ? usable.length : selector === 'ANY' ? 1 : exactly
  if (count > usable.length) {
    throw invalid(
      kind,
      `the signing config asks for ${String(count)} of the kind ${kind}, ${String(usable.length)} are valid`,
    )
  }
  if (count <= SERVICE_LIMIT) return usable.slice(0, count)
  const facts = { kind, found: count, limit: SERVICE_LIMIT }
  throw sigstoreError(
    'signing-config-unsupported',
    facts,
    `the signing config asks for ${String(count)} of the kind ${kind}`,
  )
}

/** An operator that names several keeps the older ones for those who have not moved. One without a name is its own. */
function newestOfEach(services: readonly SigningService[]): readonly SigningService[] {
  const newestFirst = services.toSorted((a, b) => startOf(b) - startOf(a))
  return newestFirst.filter(
    ({ operator }, index) =>
      operator === undefined ||
      operator === '' ||
      newestFirst.findIndex((each) => each.operator === operator) === index,
  )
}

function isValid(candidate: SigningService, at: Date): boolean {
  const end = candidate.validFor?.end
  return startOf(candidate) <= at.getTime() && (end === undefined || at.getTime() < Date.parse(end))
}

function startOf(candidate: SigningService): number {
  return Date.parse(candidate.validFor?.start ?? '1970-01-01T00:00:00Z')
}

function invalid(kind: string, why: string): Error {
  return sigstoreError('signing-config-invalid', { kind }, why)
}

function unsupported(kind: string, services: readonly SigningService[]): Error {
  const found = [...new Set(services.map(({ majorApiVersion }) => majorApiVersion))]
  const message = `the signing config names a ${kind} with API version ${found.join(', ')} only`
  return sigstoreError('signing-config-unsupported', { kind, found }, message)
}
