import { describe, expect, test } from '@jest/globals'
import { UNSET_DIGEST } from '@promo/overlays'
import { proposedImages } from './proposed.ts'
import { aConfig, anOverlay, D2 } from './testing.ts'

const entry = (lines: string): string => `images:\n  - name: shop/catalog\n${lines}`
const NEW_NAME = '    newName: ghcr.io/your-org/catalog\n'

describe('an overlay that changes', () => {
  test.each<[string, string | undefined, string | undefined]>([
    ['the same entry', anOverlay(D2), anOverlay(D2)],
    ['no overlay before', undefined, anOverlay(D2)],
    ['no digest before', anOverlay(UNSET_DIGEST), anOverlay(D2)],
    ['an entry that held no digest and goes', anOverlay(UNSET_DIGEST), 'images: []\n'],
    ['no overlay at all', undefined, undefined],
  ])('has no fault with %s', (_what, before, after) => {
    const { images, faults } = proposedImages(aConfig(), before, after)
    expect(faults).toEqual([])
    expect(images.map(({ digest }) => digest)).toEqual(after === before || !after?.includes(D2) ? [] : [D2])
  })

  test('gives an image without overlay-name by its repository', () => {
    const { images } = proposedImages(
      aConfig(),
      undefined,
      `images: [{ name: ghcr.io/your-org/orders, digest: '${D2}' }]`,
    )
    expect(images).toEqual([{ leg: 'orders', name: 'ghcr.io/your-org/orders', digest: D2 }])
  })

  test.each<[string, string, string]>([
    ['a tag', entry(`${NEW_NAME}    newTag: latest\n`), 'image-not-pinned'],
    ['a tag beside the digest', entry(`${NEW_NAME}    newTag: v1\n    digest: ${D2}\n`), 'image-not-pinned'],
    ['no digest', entry(NEW_NAME), 'image-not-pinned'],
    ['the digest of zeros', anOverlay(UNSET_DIGEST), 'image-not-pinned'],
    ['half a digest', entry(`${NEW_NAME}    digest: ${D2.slice(0, 40)}\n`), 'image-not-pinned'],
    ['a digest that is a command', entry(`${NEW_NAME}    digest: "$(id)"\n`), 'image-not-pinned'],
    ['another repository', entry(`    newName: ghcr.io/evil/catalog\n    digest: ${D2}\n`), 'image-repository-differs'],
    [
      'the repository of another image',
      entry(`    newName: ghcr.io/your-org/orders\n    digest: ${D2}\n`),
      'image-repository-differs',
    ],
    ['no repository', entry(`    digest: ${D2}\n`), 'image-repository-differs'],
    ['an image nobody knows', `${anOverlay()}  - name: redis\n    digest: ${D2}\n`, 'image-unknown'],
    [
      'a name that matches everything',
      `${anOverlay()}  - name: '.*'\n    newName: ghcr.io/your-org/catalog\n    digest: ${D2}\n`,
      'image-unknown',
    ],
    ['an entry that is gone', 'images: []\n', 'image-not-pinned'],
    ['an overlay that is gone', '{}', 'image-not-pinned'],
  ])('is refused with %s', (_what, after, code) => {
    const { images, faults } = proposedImages(aConfig(), anOverlay(), after)
    expect([images, faults.map((fault) => fault.code)]).toEqual([[], [code]])
  })
})
