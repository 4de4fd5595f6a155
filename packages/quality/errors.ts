import { defineErrors } from '@promo/core'

export const qualityError = defineErrors('quality', {
  'junit-missing': {
    ending: 'configuration',
    remedy: 'Correct `junit`, or let the tests write their reports before test-gate: every pattern must name a file.',
  },
  'junit-unreadable': {
    ending: 'infrastructure',
    remedy: 'Run the tests again: the report is empty, cut off or not XML, so nothing is known about them.',
  },
  'junit-refused': {
    ending: 'configuration',
    remedy: 'Write the report as plain JUnit XML, without a document type, within the limits that the message names.',
  },
  'junit-foreign': {
    ending: 'configuration',
    remedy:
      'Give JUnit XML: for .NET add JunitXml.TestLogger or convert the .trx, for Go use gotestsum or go-junit-report.',
  },
  'tests-foreign': {
    ending: 'configuration',
    remedy: 'Join documents that test-gate made for this commit in this run.',
  },
  'tests-failed-reported': {
    ending: 'findings',
    remedy: 'Repair the tests that the table names, or what they test.',
  },
  'tests-too-few-reported': {
    ending: 'findings',
    remedy: 'Check that the tests ran and that `junit` names their reports; `min-tests` says how many must have run.',
  },
})
