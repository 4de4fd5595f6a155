import type { JWTPayload } from 'jose'

/** One extension under Fulcio's arc; `raw` ones hold the bare text, the others a DER UTF8String. */
export interface CertificateExtension {
  readonly oid: string
  readonly value: string
  readonly legacy: boolean
}

const ARC = '1.3.6.1.4.1.57264.1'
const SERVER = 'https://github.com'

type ClaimReader = (name: string) => string | undefined

/** Extension numbers and where their values come from (fulcio, docs/oid-info.md; config/identity for GitHub's issuer). */
const SOURCES: readonly (readonly [number: number, value: (claim: ClaimReader) => string | undefined])[] = [
  [1, (claim) => claim('iss')],
  [2, (claim) => claim('event_name')],
  [3, (claim) => claim('sha')],
  [4, (claim) => claim('workflow')],
  [5, (claim) => claim('repository')],
  [6, (claim) => claim('ref')],
  [8, (claim) => claim('iss')],
  [9, (claim) => onServer(claim('job_workflow_ref'))],
  [10, (claim) => claim('job_workflow_sha')],
  [11, (claim) => claim('runner_environment')],
  [12, (claim) => onServer(claim('repository'))],
  [13, (claim) => claim('sha')],
  [14, (claim) => claim('ref')],
  [15, (claim) => claim('repository_id')],
  [16, (claim) => onServer(claim('repository_owner'))],
  [17, (claim) => claim('repository_owner_id')],
  [18, (claim) => onServer(claim('workflow_ref'))],
  [19, (claim) => claim('workflow_sha')],
  [20, (claim) => claim('event_name')],
  [21, (claim) => runUri(claim)],
  [22, (claim) => claim('repository_visibility')],
  [23, (claim) => claim('environment')],
  [24, (claim) => claim('sub')],
]

/** Numbers up to this one are the deprecated form: the text itself, without a DER wrapper. */
const LAST_RAW_NUMBER = 6

/** The extensions Fulcio puts into a certificate for a GitHub identity token, `.1` to `.24`. */
export function extensionsOf(claims: JWTPayload): readonly CertificateExtension[] {
  const claim: ClaimReader = (name) => {
    const value = claims[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  return SOURCES.flatMap(([number, source]) => {
    const value = source(claim)
    return value === undefined ? [] : [{ oid: `${ARC}.${String(number)}`, value, legacy: number <= LAST_RAW_NUMBER }]
  })
}

/** The certificate's subject: the workflow file that holds the job. Undefined for a token without it. */
export function subjectUri(claims: JWTPayload): string | undefined {
  const workflow = claims['job_workflow_ref']
  return typeof workflow === 'string' ? onServer(workflow) : undefined
}

function onServer(path: string | undefined): string | undefined {
  return path === undefined ? undefined : `${SERVER}/${path}`
}

function runUri(claim: ClaimReader): string | undefined {
  const [repository, run, attempt] = [claim('repository'), claim('run_id'), claim('run_attempt')]
  if (repository === undefined || run === undefined || attempt === undefined) return undefined
  return `${SERVER}/${repository}/actions/runs/${run}/attempts/${attempt}`
}
