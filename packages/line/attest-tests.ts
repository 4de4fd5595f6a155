import {
  PREDICATE_TYPES,
  testsDocument,
  testsPredicate,
  type CommitSha,
  type PinnedImage,
  type Tests,
} from '@promo/core'
import { attestImages, type EvidenceFormat, type WritingPorts, type WrittenAttestation } from '@promo/evidence'
import { lineError } from './errors.ts'
import { TESTS_FILE } from './files.ts'
import { readEvidenceFile } from './scan-files.ts'

export interface AttestTestsRequest {
  readonly images: readonly PinnedImage[]
  /** Holds what test-gate left. */
  readonly directory: string
  /** The commit and the run that the images were built from. */
  readonly commit: CommitSha
  readonly runId: string
  /** Address of the run, for readers. */
  readonly url: string
  readonly evidenceFormats: readonly EvidenceFormat[]
}

/**
 * Attests to images the tests of the very commit and run they were built in. Only a pass: whatever this identity attests
 * counts as a signature for some verifiers. Throws `tests-of-other-commit`, `tests-not-passed`, `evidence-file-missing`.
 */
export async function attestTests(
  request: AttestTestsRequest,
  ports: WritingPorts,
): Promise<readonly WrittenAttestation[]> {
  const tests = await readTestsFile(request.directory)
  assertAttestable(tests, request)
  const { images, evidenceFormats: formats } = request
  const predicate = testsPredicate(tests, request.url)
  return attestImages({ images, predicateType: PREDICATE_TYPES.tests, predicate, formats }, ports)
}

/** Reads what test-gate left in its artifact. */
export async function readTestsFile(directory: string): Promise<Tests> {
  return testsDocument.read(await readEvidenceFile(directory, TESTS_FILE))
}

function assertAttestable(
  { source, run, decision }: Tests,
  { commit, runId }: Pick<AttestTestsRequest, 'commit' | 'runId'>,
): void {
  if (source?.sha !== commit || run?.id !== runId) {
    const found = `commit ${source?.sha ?? 'unknown'} in run ${run?.id ?? 'unknown'}`
    throw lineError(
      'tests-of-other-commit',
      { found, commit, runId },
      `the tests are of ${found}, not of commit ${commit} in run ${runId}`,
    )
  }
  if (decision.outcome === 'pass') return
  throw lineError(
    'tests-not-passed',
    { reasons: decision.reasons },
    `the tests did not pass: ${decision.reasons.join('; ')}`,
  )
}
