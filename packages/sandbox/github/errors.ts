import { defineErrors } from '@promo/core'

/** Faults in how the sandbox GitHub is used from inside the process; over HTTP it answers as GitHub does. */
export const gitHubError = defineErrors('sandbox', {
  'sandbox-repository-unknown': { ending: 'configuration', remedy: 'Create the repository in the sandbox first.' },
  'sandbox-name-taken': { ending: 'configuration', remedy: 'Use another name, or the one that exists.' },
  'sandbox-dispatch-refused': {
    ending: 'configuration',
    remedy: 'Start a workflow of the default branch that listens to `workflow_dispatch`, with inputs it declares.',
  },
  'sandbox-merge-refused': {
    ending: 'findings',
    remedy: 'See the rules of the base branch: the message says which one stands against the merge.',
  },
})
