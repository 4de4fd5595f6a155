import { defineErrors } from '@promo/core'

export const cliError = defineErrors('cli', {
  'key-on-command-line': {
    ending: 'configuration',
    remedy:
      'A command line is seen by every user: give the path of the key’s file, or `env://NAME`, and change this key.',
  },
  'option-missing': { ending: 'configuration', remedy: 'Give the option that the message names.' },
  'report-option-invalid': {
    ending: 'configuration',
    remedy: 'Write `--from-report trivy=report.json`, once for each report.',
  },
  'file-unreadable': {
    ending: 'configuration',
    remedy: 'Name a file that exists and is not larger than the message says.',
  },
  'bundle-subject-differs': {
    ending: 'findings',
    remedy: 'The bundle attests another digest: get the one of this image or file.',
  },
  'bundle-signer-differs': {
    ending: 'findings',
    remedy:
      'The bundle is genuine, but somebody else signed it: correct `--identity` and `--issuer` (or `--key`), or do not trust it.',
  },
  'git-missing': { ending: 'configuration', remedy: 'Install git, or add the commits to promo.yaml by hand.' },
  'tags-unreadable': {
    ending: 'infrastructure',
    remedy:
      'Check the workflow’s repository and that git may read it: `git ls-remote` with the address in the message.',
  },
  'release-unknown': {
    ending: 'configuration',
    remedy: 'Name a tag of the repository that holds the workflow, as it is written there: `--release v1.4.2`.',
  },
  'trust-update-empty': {
    ending: 'configuration',
    remedy: 'Say which releases to accept with `--release TAG`, and check the id after `--signer`.',
  },
  'command-not-built': {
    ending: 'configuration',
    remedy: 'Use a command of this release: `promo --help` lists them.',
  },
  'demo-failed': {
    ending: 'infrastructure',
    remedy: 'Read the log of the job above; run again with `--keep` to look at the sandbox afterwards.',
  },
  'demo-stopped': { ending: 'infrastructure', remedy: 'Run the demo again: it starts from nothing each time.' },
  'demo-tools-missing': {
    ending: 'infrastructure',
    remedy: 'Run `npm run tools` and read what it says about the tool.',
  },
  'databases-unreachable': {
    ending: 'infrastructure',
    remedy: 'Check that this machine reaches mirror.gcr.io (HTTPS_PROXY is used), or leave out `--online`.',
  },
  'bundles-missing': {
    ending: 'configuration',
    remedy: 'Run `npm run build` first: the demo runs the bundles in dist/.',
  },
})
