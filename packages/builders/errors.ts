import { defineErrors } from '@promo/core'

export const builderError = defineErrors('builders', {
  'build-failed': {
    ending: 'configuration',
    remedy: 'Read the output of the build in the log above; the same command fails outside promo too.',
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
  'layer-unreadable': {
    ending: 'infrastructure',
    remedy: 'The comparison says which layer and why; whether the builds are equal is known without its entries.',
  },
  'rebuild-outside-workspace': {
    ending: 'configuration',
    remedy:
      'Keep `context` and `layout` below the workspace, or leave `reproducible` out: the second build runs in a copy of the workspace.',
  },
  'builder-unavailable': {
    ending: 'configuration',
    remedy:
      'Set a builder up before this step (docker/setup-buildx-action, or `docker buildx create`), or install buildah.',
  },
  'builder-single-platform': {
    ending: 'configuration',
    remedy:
      'The driver `docker` builds one platform at a time. Use the driver docker-container (docker/setup-buildx-action), or one leg for each platform.',
  },
  'builder-option-unsupported': {
    ending: 'configuration',
    remedy:
      'Leave this input out, or use a builder that has it: buildx with the driver docker-container has all of them.',
  },
  'archive-invalid': {
    ending: 'configuration',
    remedy: 'Give an OCI layout, or a docker archive with one image, as `docker save` and jib write it.',
  },
})
