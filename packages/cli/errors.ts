import { defineErrors } from '@promo/core'

export const cliError = defineErrors('cli', {
  'command-not-built': {
    ending: 'configuration',
    remedy: 'Use a command of this release: `promo --help` lists them.',
  },
  'demo-failed': {
    ending: 'infrastructure',
    remedy: 'Read the log of the job above; run again with `--keep` to look at the sandbox afterwards.',
  },
  'demo-tools-missing': {
    ending: 'infrastructure',
    remedy: 'Run `npm run tools` and read what it says about the tool.',
  },
  'bundles-missing': {
    ending: 'configuration',
    remedy: 'Run `npm run build` first: the demo runs the bundles in dist/.',
  },
})
