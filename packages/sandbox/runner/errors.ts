import { defineErrors } from '@promo/core'

export const runnerError = defineErrors('sandbox-runner', {
  'workflow-invalid': {
    ending: 'configuration',
    remedy: 'Correct the workflow or action file; the message is what GitHub prints for it.',
  },
  'workflow-unsupported': {
    ending: 'configuration',
    remedy: 'The sandbox does not emulate this feature: leave it out of what runs there, or run it on GitHub.',
  },
  'workflow-missing': {
    ending: 'configuration',
    remedy: 'Create the repository, ref and file in the sandbox first, and let the calling repository read them.',
  },
  'tag-annotated': {
    ending: 'configuration',
    remedy: 'Make the release tag lightweight: `git tag --force <tag> <tag>^{commit}`, then push it.',
  },
  'action-missing': {
    ending: 'configuration',
    remedy: 'Create the repository of the action in the sandbox, or register a stand-in for it.',
  },
  'expression-failed': { ending: 'configuration', remedy: 'Correct the expression; the message says what it met.' },
  'file-command-invalid': {
    ending: 'configuration',
    remedy: 'Write `name=value` lines or `name<<DELIMITER` blocks to the runner’s command files.',
  },
  'environment-refused': {
    ending: 'configuration',
    remedy: 'Run the job from a branch or tag that the rules of its environment allow.',
  },
  'deployment-missing': {
    ending: 'configuration',
    remedy: 'Review a run that waits: its status and that of the job are `waiting`.',
  },
  'review-refused': {
    ending: 'configuration',
    remedy: 'Let one of the required reviewers of the environment decide, and not who started the run.',
  },
  'run-missing': { ending: 'configuration', remedy: 'Use the id of a run of this sandbox.' },
})
