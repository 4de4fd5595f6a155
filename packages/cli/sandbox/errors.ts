import { defineErrors } from '@promo/core'

export const sandboxError = defineErrors('cli-sandbox', {
  'sandbox-option-invalid': {
    ending: 'configuration',
    remedy: 'Correct the option that the message names; `promo sandbox <command> --help` shows examples.',
  },
  'sandbox-workflow-missing': {
    ending: 'configuration',
    remedy: 'Name a file of the repository’s .github/workflows; `--repository` says where the repository is.',
  },
  'sandbox-nothing-started': {
    ending: 'configuration',
    remedy: 'Choose an event that the workflow listens to with `--event`; its filters apply as on GitHub.',
  },
})
