import { expect, test } from '@jest/globals'
import * as surface from './index.ts'

test('the public surface is this and no more', () => {
  expect(Object.keys(surface).sort()).toEqual([
    'EVIDENCE_FORMATS',
    'artifactInput',
    'attemptName',
    'createConsoleRunner',
    'createInputReader',
    'durationInput',
    'evidenceFormatsInput',
    'evidenceRepositoryInput',
    'fromArtifactInput',
    'imagesInput',
    'newestAttempts',
    'parseArtifactName',
    'parseCount',
    'parseSeverity',
    'perform',
    'readDocument',
    'registryInput',
    'runAction',
    'sigstoreInput',
    'subjectsInput',
    'tokenInput',
    'trustedEvent',
    'untrustedEvent',
  ])
})
