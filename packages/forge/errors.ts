import { defineErrors } from '@promo/core'

export const forgeError = defineErrors('forge', {
  'forge-unauthorized': {
    ending: 'configuration',
    remedy:
      'Give a token with the permission named in the message: `permissions:` of the job for github.token, or the permissions of the App.',
  },
  'forge-not-found': {
    ending: 'configuration',
    remedy: 'Check the name, and that the token may see it: GitHub hides what a token may not read.',
  },
  'forge-refused': { ending: 'configuration', remedy: 'GitHub refused the request; its reason is in the message.' },
  'forge-unavailable': {
    ending: 'infrastructure',
    remedy: 'GitHub did not answer or limits the rate of requests. Run the step again later.',
  },
  'forge-incomplete': {
    ending: 'infrastructure',
    remedy: 'GitHub did not list everything. Make the change smaller: a list with gaps is never judged.',
  },
  'forge-path-refused': {
    ending: 'configuration',
    remedy: 'Name a regular file of the repository: symbolic links and submodules are never followed.',
  },
  'forge-file-too-large': { ending: 'configuration', remedy: 'Make the file smaller; the limit is in the message.' },
  'push-conflict': {
    ending: 'infrastructure',
    remedy: 'The branch moved meanwhile. Read it again and apply the change once more.',
  },
  'push-refused': {
    ending: 'configuration',
    remedy: 'The rules of the branch refuse this push: open a pull request, or let the App bypass the rule.',
  },
  'pull-request-refused': {
    ending: 'configuration',
    remedy:
      'See the reason in the message. For github.token the repository needs "Allow GitHub Actions to create and approve pull requests".',
  },
})
