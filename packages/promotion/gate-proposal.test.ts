import { describe, expect, test } from '@jest/globals'
import { readConfig } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import type { PullRequest } from '@promo/forge'
import { proposePullRequest, type PullRequestProposal } from './gate-proposal.ts'
import {
  aConfig,
  anOverlay,
  BASE,
  CONFIG_TEXT,
  D1,
  D2,
  DEV,
  forgeOf,
  HEAD,
  REPOSITORY,
  BASE_TEXT,
  CATALOG_TEXT,
  SHOP,
  STAGING,
  type Proposed,
} from './testing.ts'

function propose(
  proposed: Proposed,
  pull: Partial<PullRequest> = {},
  config = aConfig(),
): Promise<PullRequestProposal> {
  const base = { ref: 'main', commit: BASE }
  const at = new Date('2026-12-01T12:00:00Z')
  const request = { repository: REPOSITORY, number: 1, base, head: HEAD, configPath: 'promo.yaml', at }
  return proposePullRequest(request, config, forgeOf(proposed, pull))
}

async function codesOf(proposed: Proposed): Promise<readonly string[]> {
  const { faults } = await propose(proposed)
  return [...new Set(faults.map(({ code }) => code))]
}

const CATALOG = 'base/catalog.yaml'
const ESCAPED = 'spec:\n  "im\\u0061ge": evil.example/x\n'
const evil = 'image: evil.example/x\n'
const inBase = (more: string): string => `${BASE_TEXT}${more}`
/** A base that has an `images:` list already, so that the line with that word is no new one. */
const RENAMED = { ...SHOP, 'base/kustomization.yaml': inBase('images:\n  - name: redis\n    newTag: "7"\n') }
const PATCHED = {
  ...SHOP,
  [STAGING]: anOverlay(D1, 'patches:\n  - path: patch.txt\n'),
  'overlays/staging/patch.txt': 'kind: X\n',
}
const TRANSFORMED = {
  ...SHOP,
  [STAGING]: anOverlay(D1, 'transformers:\n  - t.yaml\n'),
  'overlays/staging/t.yaml': 'kind: X\n',
}

describe('a pull request', () => {
  test('proposes the digests that it changes, for each environment', async () => {
    const { images, faults } = await propose({ changes: { [DEV]: anOverlay(D2), [STAGING]: anOverlay(D2) } })
    expect(faults).toEqual([])
    expect(images.map(({ environment, image }) => [environment, image.leg, image.digest])).toEqual([
      ['dev', 'catalog', D2],
      ['staging', 'catalog', D2],
    ])
  })

  test.each<[string, Proposed]>([
    ['touches no overlay', { changes: { 'README.md': '# The image shop\n' } }],
    [
      'changes a manifest that names no image',
      { changes: { 'base/config.yaml': 'kind: ConfigMap\ndata:\n  level: debug\n' } },
    ],
    ['adds a replica count', { changes: { [STAGING]: anOverlay(D1, 'replicas:\n  - name: catalog\n    count: 2\n') } }],
    [
      'adds a manifest with a name that the overlays pin',
      {
        changes: {
          'base/kustomization.yaml': inBase('  - job.yaml\n'),
          'base/job.yaml':
            'kind: Job\nspec:\n  containers:\n    - image: shop/catalog\n      imagePullPolicy: Always\n',
        },
      },
    ],
    ['changes promo.yaml alone', { changes: { 'promo.yaml': 'version: 1\nimages: {}\n' } }],
    ['changes a workflow alone', { changes: { '.github/workflows/ci.yml': 'container: { image: node }\n' } }],
    [
      'keeps a remote base that was there',
      {
        base: { ...SHOP, 'base/kustomization.yaml': inBase('  - https://example.com/x.yaml\n') },
        changes: { 'base/kustomization.yaml': inBase('  - https://example.com/x.yaml\nnamePrefix: a-\n') },
      },
    ],
  ])('that %s has no fault', async (_what, proposed) => {
    expect(await propose(proposed)).toEqual({ images: [], faults: [] })
  })

  test.each<[string, Proposed]>([
    ['a manifest', { changes: { [CATALOG]: evil } }],
    ['an escaped key', { changes: { [CATALOG]: ESCAPED } }],
    [
      'a key and value on lines of their own',
      {
        base: { ...SHOP, [CATALOG]: 'image:\n  shop/catalog\n' },
        changes: { [CATALOG]: 'image:\n  evil.example/x\n' },
      },
    ],
    [
      'parts of an image',
      {
        base: { ...SHOP, [CATALOG]: 'image:\n  repository: a\n' },
        changes: { [CATALOG]: 'image:\n  repository: evil.example/x\n' },
      },
    ],
    [
      'an anchor far from the image',
      {
        base: { ...SHOP, [CATALOG]: 'x: &x shop/catalog\nimage: *x\n' },
        changes: { [CATALOG]: 'x: &x evil.example/x\nimage: *x\n' },
      },
    ],
    ['a name that an overlay does not pin', { changes: { [CATALOG]: 'image: ghcr.io/your-org/orders\n' } }],
    ['a tag on a known name', { changes: { [CATALOG]: 'image: shop/catalog:latest\n' } }],
    ['text that cannot be read for sure', { changes: { [CATALOG]: 'a: 1\na: 2\n' } }],
    ['a second document', { changes: { [CATALOG]: `${CATALOG_TEXT}---\nspec:\n  - "im\\x61ge": evil\n` } }],
    ['an inline patch', { changes: { [STAGING]: anOverlay(D1, `patches:\n  - patch: |-\n      ${evil}`) } }],
    [
      'an inline patch in one line',
      {
        changes: {
          [STAGING]: anOverlay(
            D1,
            String.raw`patches: [{ patch: '[{"op":"add","path":"/spec/im\u0061ge","value":"evil"}]' }]`,
          ),
        },
      },
    ],
    [
      'a JSON patch file without ending',
      {
        base: { ...SHOP, [STAGING]: anOverlay(D1, 'patches:\n  - path: patch\n'), 'overlays/staging/patch': '[]' },
        changes: { 'overlays/staging/patch': '[{"op": "replace", "path": "/spec/image", "value": "evil.example/x"}]' },
      },
    ],
    ['a patch of another file ending', { base: PATCHED, changes: { 'overlays/staging/patch.txt': evil } }],
    [
      'a JSON patch that copies',
      {
        base: PATCHED,
        changes: {
          'overlays/staging/patch.txt': '- op: copy\n  from: /metadata/labels/x\n  path: /spec/image\n',
        },
      },
    ],
    ['a new resource', { changes: { 'base/kustomization.yaml': inBase('  - new.txt\n'), 'base/new.txt': evil } }],
    [
      'a resource that was there unused',
      {
        base: { ...SHOP, 'docs/x.txt': evil },
        changes: { 'base/kustomization.yaml': inBase('  - ../docs/x.txt\n') },
      },
    ],
    [
      'a workflow file as a resource',
      {
        base: { ...SHOP, '.github/x.yaml': evil },
        changes: { 'base/kustomization.yaml': inBase('  - ../.github/x.yaml\n') },
      },
    ],
    [
      'a component',
      {
        changes: {
          [STAGING]: anOverlay(D1, 'components:\n  - ../../parts\n'),
          'parts/kustomization.yaml': 'images:\n  - name: shop/catalog\n    newName: evil.example/x\n',
        },
      },
    ],
    [
      'an image list of the base',
      {
        base: RENAMED,
        changes: {
          'base/kustomization.yaml': inBase('images:\n  - name: shop/catalog\n    newName: evil.example/x\n'),
        },
      },
    ],
    [
      'a kustomization without ending',
      {
        base: { [STAGING]: anOverlay(), 'base/Kustomization': 'resources: []\n' },
        changes: { 'base/Kustomization': 'images:\n  - { name: shop/catalog, newName: evil.example/x }\n' },
      },
    ],
    [
      'a merge key',
      { changes: { [STAGING]: anOverlay(D1, '<<:\n  images:\n  - name: shop/catalog\n    newName: evil\n') } },
    ],
    [
      'a replacement',
      {
        changes: {
          [STAGING]: anOverlay(
            D1,
            'replacements:\n  - source: { kind: ConfigMap }\n    targets:\n      - fieldPaths: ["spec.im\\x61ge"]\n',
          ),
        },
      },
    ],
    ['a remote base', { changes: { 'base/kustomization.yaml': inBase('  - https://evil.example/x.yaml\n') } }],
    [
      'a remote base in the guise of a directory',
      {
        changes: {
          'base/kustomization.yaml': inBase('  - github.com/evil/x\n'),
          'base/github.com/evil/x/kustomization.yaml': 'resources: []\n',
        },
      },
    ],
    ['a directory outside the repository', { changes: { 'base/kustomization.yaml': inBase('  - ../../x\n') } }],
    ['a file that is not there', { changes: { 'base/kustomization.yaml': inBase('  - later.yaml\n') } }],
    ['a submodule', { changes: { 'base/kustomization.yaml': inBase('  - sub\n'), 'base/sub': { type: 'submodule' } } }],
    [
      'a base that becomes a submodule',
      {
        changes: {
          'base/kustomization.yaml': null,
          'base/catalog.yaml': null,
          'base/config.yaml': null,
          base: { type: 'submodule' },
        },
      },
    ],
    [
      'a manifest that becomes a link',
      {
        base: { ...SHOP, 'base/kustomization.yaml': 'resources: [data]\n', 'base/data': 'a: 1\n' },
        changes: { 'base/data': { type: 'symlink' } },
      },
    ],
    ['a second kustomization', { changes: { 'overlays/staging/Kustomization': 'resources: []\n' } }],
    [
      'a chart',
      { changes: { [STAGING]: anOverlay(D1, 'helmCharts:\n  - name: x\n    repo: https://evil.example\n') } },
    ],
    [
      'a transformer',
      { changes: { [STAGING]: anOverlay(D1, 'transformers:\n  - t.yaml\n'), 'overlays/staging/t.yaml': 'a: 1\n' } },
    ],
    ['a transformer that was changed', { base: TRANSFORMED, changes: { 'overlays/staging/t.yaml': 'kind: Y\n' } }],
    ['a transformer in place', { changes: { [STAGING]: anOverlay(D1, 'transformers:\n  - |-\n    kind: Y\n') } }],
    ['a manifest that nothing names yet', { changes: { 'other/x.yaml': evil } }],
  ])('that brings images by %s is refused', async (_what, proposed) => {
    expect(await codesOf(proposed)).toContain('image-outside-overlay')
  })

  test('to one overlay on which another stands is refused: the other was not asked for', async () => {
    const base = { ...SHOP, [STAGING]: 'resources:\n  - ../dev\n' }
    expect(await codesOf({ base, changes: { [DEV]: anOverlay(D2) } })).toEqual(['image-outside-overlay'])
  })

  test('that renames the kustomization is judged under the new name', async () => {
    const renamed = { 'overlays/staging/Kustomization': anOverlay(D2), [STAGING]: null }
    const { images, faults } = await propose({ changes: renamed })
    expect(faults).toEqual([])
    expect(images.map(({ image }) => image.digest)).toEqual([D2])
  })

  test('that takes an overlay away is refused', async () => {
    expect(await codesOf({ changes: { [STAGING]: null } })).toEqual(['image-not-pinned'])
  })

  test.each([['promo.yaml'], ['.github/workflows/gate.yml']])(
    'that promotes and changes %s is refused',
    async (path) => {
      expect(await codesOf({ changes: { [DEV]: anOverlay(D2), [path]: 'x: 1\n' } })).toEqual([
        'policy-changed-together',
      ])
    },
  )

  test.each([['keys/2026.pub'], ['promo.revocations.yaml']])(
    'that promotes and changes %s is refused',
    async (path) => {
      const trusted = `${CONFIG_TEXT}revocations: promo.revocations.yaml\ntrust:\n  keys: [{ id: k, public-key: keys/2026.pub, roles: [signature] }]\n`
      const changes = { [DEV]: anOverlay(D2), [path]: 'image: x\n' }
      const { faults } = await propose({ changes }, {}, readConfig(trusted))
      expect(faults.map(({ code }) => code)).toEqual(['policy-changed-together'])
    },
  )

  test.each<[string, Partial<PullRequest>]>([
    ['another commit', { headSha: BASE }],
    ['another base', { baseRef: 'lax' }],
  ])('that has %s by now is not judged', (_what, pull) =>
    expectCode('pull-request-moved', () => propose({ changes: {} }, pull)),
  )
})
