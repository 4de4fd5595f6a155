import { defineErrors } from '@promo/core'

export const overlayError = defineErrors('overlays', {
  'overlay-invalid': {
    ending: 'configuration',
    remedy: 'Make the overlay one plain YAML document that kustomize accepts.',
  },
  'overlay-image-unmatched': {
    ending: 'configuration',
    remedy:
      'Add an `images:` entry with this name to the overlay, correct `overlay-name` in promo.yaml, or set `create-missing: true`.',
  },
  'overlay-image-ambiguous': {
    ending: 'configuration',
    remedy: 'Keep one `images:` entry for each name.',
  },
  'overlay-not-editable': {
    ending: 'configuration',
    remedy:
      'Write the entry without anchors, aliases, tags or block scalars, so that one value can be replaced on its own.',
  },
  'config-not-editable': {
    ending: 'configuration',
    remedy:
      'Write the entry of `trust.signers` as a plain mapping without anchors and aliases, or add the commits by hand.',
  },
  'render-changed-more': {
    ending: 'configuration',
    remedy:
      'Report this file: editing it would have changed more than the image that was asked for, so nothing was written.',
  },
})
