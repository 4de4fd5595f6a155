import { test } from '@jest/globals'
import { parseCommit, parsePinnedImage, parseRepositoryName, testsDocument, type Tests } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import type { WritingPorts } from '@promo/evidence'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { attestTests } from './attest-tests.ts'
import { TESTS_FILE } from './files.ts'

const commit = parseCommit('a'.repeat(40))
const other = parseCommit('b'.repeat(40))

function someTests(sha = commit, runId = '7', outcome: Tests['decision']['outcome'] = 'pass'): Tests {
  return testsDocument.create({
    source: { repository: parseRepositoryName('your-org/shop'), repositoryId: '1', sha, ref: 'refs/heads/main' },
    run: { id: runId, attempt: 1, workflowRef: 'w', workflowSha: sha },
    totals: { tests: 1, passed: 1, failed: 0, skipped: 0, retried: 0 },
    cases: [],
    passed: ['s › a'],
    reports: [],
    coverage: null,
    qualityGate: 'NONE',
    decision: { minTests: 1, outcome, reasons: [] },
    testedAt: '2026-12-01T12:00:00Z',
  })
}

/** Whoever used these would end with another error. */
const untouchable = {} as WritingPorts

async function attest(content: string | undefined): Promise<unknown> {
  const directory = mkdtempSync(join(tmpdir(), 'promo-attest-tests-'))
  if (content !== undefined) writeFileSync(join(directory, TESTS_FILE), content)
  const images = [parsePinnedImage(`ghcr.io/your-org/shop@sha256:${'1'.repeat(64)}`)]
  const request = { images, directory, commit, runId: '7', url: '', evidenceFormats: ['bundle'] as const }
  return attestTests(request, untouchable)
}

test.each<[string, string | undefined, string]>([
  ['another commit', testsDocument.write(someTests(other)), 'tests-of-other-commit'],
  ['another run', testsDocument.write(someTests(commit, '8')), 'tests-of-other-commit'],
  ['a laptop', testsDocument.write({ ...someTests(), source: null, run: null }), 'tests-of-other-commit'],
  ['this run, which did not pass', testsDocument.write(someTests(commit, '7', 'findings')), 'tests-not-passed'],
  ['nobody: the artifact is empty', undefined, 'evidence-file-missing'],
  ['somebody who writes no JSON', '<testsuite/>', 'json-invalid'],
])('tests of %s are not attested', async (_whose, content, code) => {
  await expectCode(code, () => attest(content))
})
