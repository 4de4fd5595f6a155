import { expect, test } from '@jest/globals'
import * as surface from './index.ts'

test('the public surface is this and no more', () => {
  expect(Object.keys(surface).sort()).toEqual([
    'Markdown',
    'attestationSummary',
    'blocks',
    'buildSummary',
    'bullets',
    'bumpSummary',
    'code',
    'copySummary',
    'details',
    'escape',
    'failingFindings',
    'failureSummary',
    'gateHeadline',
    'gateSummary',
    'heading',
    'joined',
    'legSummary',
    'link',
    'md',
    'planSummary',
    'prose',
    'pullRequestBody',
    'pullRequestSummary',
    'releaseSummary',
    'scanSummary',
    'signatureSummary',
    'table',
    'testsSummary',
    'toSarif',
  ])
})
