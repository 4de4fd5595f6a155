import { defineErrors } from '@promo/core'

export const builderError = defineErrors('builders', {
  'build-failed': {
    ending: 'configuration',
    remedy: 'Read the output of the build above; the same command fails outside promo too.',
  },
  'build-platforms-differ': {
    ending: 'configuration',
    remedy: 'Make `build.platforms` of promo.yaml and what the build produces the same.',
  },
  'build-digest-differs': {
    ending: 'infrastructure',
    remedy:
      'What is stored is not what the builder says it made. Build again; if it stays, the registry rewrites manifests.',
  },
  'builder-metadata-invalid': {
    ending: 'infrastructure',
    remedy: 'Use a release of the builder that writes `containerimage.digest` into its metadata file.',
  },
  'builder-not-built': {
    ending: 'configuration',
    remedy: 'Use `builder: buildx` or `builder: layout`: this release of promo has no other.',
  },
})
