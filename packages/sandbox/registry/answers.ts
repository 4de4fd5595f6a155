import type { SandboxResponse } from '../network/index.ts'

/** OCI distribution-spec, "Error Codes", and the codes that registries add. */
export type ErrorCode =
  | 'BLOB_UNKNOWN'
  | 'BLOB_UPLOAD_INVALID'
  | 'BLOB_UPLOAD_UNKNOWN'
  | 'DENIED'
  | 'DIGEST_INVALID'
  | 'MANIFEST_BLOB_UNKNOWN'
  | 'MANIFEST_INVALID'
  | 'MANIFEST_UNKNOWN'
  | 'NAME_INVALID'
  | 'NAME_UNKNOWN'
  /** distribution, registry/api/errcode: a page size that is no number. */
  | 'PAGINATION_NUMBER_INVALID'
  | 'SIZE_INVALID'
  | 'TAG_INVALID'
  | 'TOOMANYREQUESTS'
  | 'UNAUTHORIZED'
  | 'UNAVAILABLE'
  | 'UNSUPPORTED'

type Headers = Readonly<Record<string, string>>

/** The error body of the specification. */
export function errorAnswer(status: number, code: ErrorCode, message: string, headers: Headers = {}): SandboxResponse {
  return jsonAnswer(status, { errors: [{ code, message, detail: null }] }, headers)
}

/** RFC 9110, section 15.5.6: the methods that are allowed are told. */
export function notAllowed(...methods: readonly string[]): SandboxResponse {
  return errorAnswer(405, 'UNSUPPORTED', 'the operation is unsupported', { allow: methods.join(', ') })
}

export function jsonAnswer(status: number, value: unknown, headers: Headers = {}): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) }
}
