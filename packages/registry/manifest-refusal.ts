import { isPromoError, type PromoError } from '@promo/core'
import type { HttpResponse } from '@promo/http'
import { answerError, meaningOf, type Meaning } from './answers.ts'
import type { Manifest } from './manifest.ts'

/**
 * How a registry says that a manifest names content it does not know (OCI distribution-spec, "Error Codes"): distribution and
 * GitLab with the first, of a blob, a child and a subject alike; others with the one of what they miss.
 */
const UNKNOWN_CONTENT: readonly string[] = ['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN', 'MANIFEST_UNKNOWN']

/** How a registry says that it takes no manifest of this kind, whatever is in it. */
const UNSUPPORTED_STATUSES: ReadonlySet<number> = new Set([
  // ECR (aws/containers-roadmap#2783, #2306), with UNSUPPORTED.
  405,
  // Quay with its OCI features off (GoogleContainerTools/jib#2163).
  415,
])
/** Artifactory without the right to overwrite (sigstore/cosign#3758), Quay before 3.11 (quay/quay#2659). */
const INVALID = 'MANIFEST_INVALID'

/**
 * The error for an answer to the PUT of a manifest: `content-unknown`, `manifest-unsupported`, or what the answer means
 * anywhere else. Docker Hub has answered 404 to evidence, without a word (docker/hub-feedback#2307).
 */
export function manifestRefusal(answer: HttpResponse, manifest: Manifest, what: string): PromoError {
  const { artifactType, subject } = manifest.content
  const isEvidence = artifactType !== undefined || subject !== undefined
  const meaning: Meaning = (status, said) => {
    const general = meaningOf(status, said)
    if (general !== 'registry-refused') return general
    if (said.some((code) => UNKNOWN_CONTENT.includes(code))) return 'content-unknown'
    if (UNSUPPORTED_STATUSES.has(status) || said.includes(INVALID)) return 'manifest-unsupported'
    return status === 404 && isEvidence ? 'manifest-unsupported' : general
  }
  return answerError(answer, what, meaning)
}

/** The refusal of a manifest that names content the registry does not know; anything else is thrown on. */
export function unknownContent(error: unknown): Error {
  if (isPromoError(error) && error.code === 'content-unknown') return error
  throw error
}
