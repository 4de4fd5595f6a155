import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseCommit, parseImageName, parseLegName, PREDICATE_TYPES, type Build, type PinnedImage } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { aBuild } from '@promo/core/testing/a-build'
import { collectEvidence } from '@promo/evidence'
import { findSealed, proveImages, reuseBuild, type Reuse, type ReuseRequest, type SealedBuild } from '@promo/line'
import { OCI_INDEX, copyImage, layoutImage, openLayout } from '@promo/registry'
import { aMultiPlatformImage, APP, createScene, type Scene } from '../evidence/scene.ts'
import type { LEG_CLAIMS } from '../sigstore/signing.ts'
import { RUN, SIGNER, SOURCE } from './legs.ts'

const LEG = parseLegName('catalog')
const INPUTS = { leg: 'catalog', context: 'app', platforms: ['linux/amd64', 'linux/arm64'] }
const TAG = `sha-${SOURCE.sha}`
const BUILD = {
  leg: LEG,
  builder: { name: 'command', version: '1.2' },
  cache: 'shared',
  materials: [{ uri: 'pkg:docker/node@24', digest: { sha256: 'c'.repeat(64) } }],
  materialsComplete: true,
  reproduced: true,
  startedAt: '2026-11-25T10:00:00Z',
  finishedAt: '2026-11-25T10:01:00Z',
} as const

let scene: Scene
let image: PinnedImage

async function begin(): Promise<void> {
  scene = createScene()
  image = await scene.push(aMultiPlatformImage('app'))
}

type Claims = Partial<typeof LEG_CLAIMS>

/** What seal leaves: provenance of the run that the claims name, and the tag. */
async function seal(
  claims: Claims = {},
  build: Partial<Build> = {},
  inputs: ReuseRequest['inputs'] = INPUTS,
): Promise<void> {
  const at = { name: APP, digest: image.digest, mediaType: OCI_INDEX, size: 1 }
  const built = aBuild({ ...BUILD, materials: [...BUILD.materials], image: at, ...build })
  const run = { ...RUN, id: claims.run_id ?? RUN.id, attempt: Number(claims.run_attempt ?? 1) }
  const provenance = {
    inputs: inputs as typeof INPUTS,
    build: built,
    source: SOURCE,
    run,
    serverUrl: 'https://github.com',
  }
  await proveImages(
    { images: [image], recursive: false, evidenceFormats: ['bundle'], annotations: {}, provenance },
    { ...scene, signer: scene.signer({ claims: { run_attempt: '1', ...claims } }) },
  )
  await tag(image)
}

async function tag(tagged: PinnedImage): Promise<void> {
  await copyImage(
    { from: { kind: 'image', image: tagged }, to: APP, tags: [TAG], evidence: false, onTagConflict: 'keep' },
    scene,
  )
}

const evidence = (on: PinnedImage) => collectEvidence(on, scene)

function find(change: Partial<ReuseRequest> = {}): Promise<Reuse> {
  const request: ReuseRequest = {
    leg: LEG,
    image: APP,
    tag: TAG,
    source: SOURCE,
    trigger: 'push',
    signer: SIGNER,
    inputs: INPUTS,
    withoutCache: false,
    ...change,
  }
  return findSealed(request, { registry: scene.registry, evidence })
}

const invocationOf = (run: string, attempt = '1'): string =>
  `https://github.com/your-org/bookstore/actions/runs/${run}/attempts/${attempt}`

describe('a digest that was sealed', () => {
  beforeEach(begin)

  test('stands for the build of the same commit, leg and inputs, in whatever order they are given', async () => {
    await seal()
    const { leg, platforms, context } = INPUTS
    const { sealed } = await find({ inputs: { platforms, context, leg } })
    expect(sealed).toMatchObject({ image, invocation: invocationOf('777') })
  })

  test('gives the record of the build that made it: what was signed, and what the registry holds', async () => {
    await seal()
    const { sealed } = await find()
    const build = await reuseBuild(
      { leg: LEG, sealed: sealed as SealedBuild, to: { kind: 'registry', image: APP } },
      scene,
    )
    expect(build).toMatchObject({ ...BUILD, reused: { invocation: invocationOf('777') } })
    expect(build.image).toMatchObject({ name: APP, digest: image.digest })
    expect(build.platforms.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64'])
  })

  test('is sealed again with nothing new in another attempt, and names its origin in every other run', async () => {
    await seal()
    const reseal = async (claims: Claims): Promise<void> => {
      const { sealed } = await find()
      const { startedAt, finishedAt, reproduced, ...rest } = sealed?.build ?? BUILD
      const reused = { invocation: sealed?.invocation ?? '' }
      await seal(claims, { ...rest, materials: [...rest.materials], startedAt, finishedAt, reproduced, reused })
    }
    const provenance = async () =>
      (await evidence(image)).valid.filter(({ predicateType }) => predicateType === PREDICATE_TYPES.provenance)
    await reseal({ run_attempt: '2' })
    expect(await provenance()).toHaveLength(1)
    await reseal({ run_id: '778' })
    await reseal({ run_id: '778', run_attempt: '2' })
    expect(await provenance()).toHaveLength(2)
    await reseal({ run_id: '779' })
    expect(await provenance()).toHaveLength(3)
    expect((await find()).sealed?.invocation).toBe(invocationOf('777'))
  })

  test('waits where a build would have left it: in quarantine, or in a layout', async () => {
    await seal()
    const { sealed } = (await find()) as { readonly sealed: SealedBuild }
    const quarantine = parseImageName('ghcr.io/your-org/quarantine/catalog')
    await reuseBuild({ leg: LEG, sealed, to: { kind: 'registry', image: quarantine } }, scene)
    expect((await scene.registry.manifest(quarantine, image.digest)).digest).toBe(image.digest)
    const directory = await mkdtemp(join(tmpdir(), 'promo-reuse-'))
    const to = { kind: 'layout', directory } as const
    await reuseBuild({ leg: LEG, sealed, to }, scene)
    const layout = await openLayout(directory)
    expect(layoutImage(layout).digest).toBe(image.digest)
    await layout.close()
    await expectCode('layout-not-empty', () => reuseBuild({ leg: LEG, sealed, to }, scene))
    await rm(directory, { recursive: true })
  })
})

describe('a build is made', () => {
  beforeAll(async () => {
    await begin()
    await seal()
    expect((await find()).sealed).toBeDefined()
  })

  const other = parseCommit('9'.repeat(40))
  test.each<[string, Partial<ReuseRequest>]>([
    ['inputs are other ones', { inputs: { ...INPUTS, context: 'elsewhere' } }],
    ['one more input is given', { inputs: { ...INPUTS, target: 'release' } }],
    ['the leg is another', { leg: parseLegName('orders') }],
    ['the commit is another', { source: { ...SOURCE, sha: other } }],
    ['the repository is another of the same name', { source: { ...SOURCE, repositoryId: '1' } }],
    ['the ref is another', { source: { ...SOURCE, ref: 'refs/tags/v1' } }],
    ['the trigger is another', { trigger: 'workflow_dispatch' }],
    ['promo is of another commit', { signer: { ...SIGNER, commit: other } }],
    [
      'another workflow should have signed',
      { signer: { ...SIGNER, workflow: 'org/promo/.github/workflows/refuse.yml' } },
    ],
    ['it may read no cache, and that one did', { withoutCache: true }],
    ['there is no such tag', { tag: 'sha-none' }],
    ['the tag is in another repository', { image: parseImageName('ghcr.io/your-org/other') }],
  ])('when %s', async (_what, change) => {
    const { sealed, why } = await find(change)
    expect(sealed).toBeUndefined()
    expect(why).not.toBe('')
  })

  test('when the digest was sealed for another image, or nobody sealed what has the tag', async () => {
    const elsewhere = parseImageName('ghcr.io/your-org/elsewhere')
    const copied = { from: { kind: 'image', image }, to: elsewhere, tags: [TAG], onTagConflict: 'fail' } as const
    await copyImage({ ...copied, evidence: true }, scene)
    expect((await find({ image: elsewhere })).sealed).toBeUndefined()
    await copyImage({ ...copied, to: parseImageName(`${elsewhere}-2`), evidence: false }, scene)
    expect((await find({ image: parseImageName(`${elsewhere}-2`) })).sealed).toBeUndefined()
  })

  test('when registry or evidence do not answer', async () => {
    const broken = { ...scene.registry, resolve: () => Promise.reject(new TypeError('no network')) }
    const request = { leg: LEG, image: APP, tag: TAG, source: SOURCE, trigger: 'push', signer: SIGNER, inputs: INPUTS }
    const wanted = { ...request, withoutCache: false }
    const unread = () => Promise.reject(new TypeError('no trust'))
    for (const ports of [
      { registry: broken, evidence },
      { registry: scene.registry, evidence: unread },
    ])
      expect((await findSealed(wanted, ports)).sealed).toBeUndefined()
  })
})
