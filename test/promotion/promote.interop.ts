import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { digestOf, parseEnvironmentName } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { bumpByPush, openPromotion, type BumpRequest, type OpenRequest } from '@promo/promotion'
import { APP } from '../evidence/scene.ts'
import { SHOP } from '../forge/scene.ts'
import { anOverlay, createPromotionScene, DEV, STAGING, UNSET, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await createPromotionScene()
})
afterAll(() => scene.close())

/** Each test has a branch of its own to promote to, and an environment. */
let branch: string
let tests = 0
beforeEach(async () => {
  tests += 1
  branch = `base-${tests}`
  await commit({ 'README.md': branch })
})

async function commit(files: Readonly<Record<string, string>>, to = branch): Promise<void> {
  await scene.github.commitFiles({ repository: SHOP, branch: to, message: 'Change', actor: 'octo', files })
}

const environment = () => parseEnvironmentName(`staging-${tests}`)
const proposed = () => `promo/staging-${tests}`

const D1 = digestOf('one')
const D2 = digestOf('two')
const update = (digest = D1) => ({ name: 'shop/catalog', newName: APP, digest, tag: 'v1' })

async function text(ref: string, path: string): Promise<string> {
  return Buffer.from((await scene.forge.readFile(SHOP, ref, path)) ?? '').toString('utf8')
}

describe('a bump by push', () => {
  const pauses: number[] = []
  const ports = () => ({
    forge: scene.forge,
    log: () => undefined,
    pause: async (attempt: number) => {
      pauses.push(attempt)
    },
  })
  const request = (change: Partial<BumpRequest> = {}): BumpRequest => ({
    repository: SHOP,
    branch,
    overlay: 'overlays/dev',
    environment: parseEnvironmentName('dev'),
    updates: [update()],
    options: { tagComment: true, createMissing: false },
    message: undefined,
    skipCi: false,
    ...change,
  })

  test('commits the digest, once', async () => {
    const first = await bumpByPush(request(), ports())
    expect(first).toMatchObject({ path: DEV, attempts: 1, changes: [{ name: 'shop/catalog', from: null, to: D1 }] })
    expect(await text(branch, DEV)).toBe(anOverlay(`${D1} # tag: v1`))
    expect(await scene.forge.branchHead(SHOP, branch)).toBe(first.commit)
    expect(await bumpByPush(request(), ports())).toMatchObject({ commit: undefined, changes: [] })
    expect(await scene.forge.branchHead(SHOP, branch)).toBe(first.commit)
  })

  test('that meets another push reads again and keeps what the other wrote', async () => {
    pauses.length = 0
    scene.before('PATCH', /git\/refs/, () => commit({ [DEV]: `# theirs\n${anOverlay(UNSET)}` }))
    expect((await bumpByPush(request(), ports())).attempts).toBe(2)
    expect(await text(branch, DEV)).toBe(`# theirs\n${anOverlay(`${D1} # tag: v1`)}`)
    expect(pauses).toEqual([1])
  })

  test('gives up after ten tries', async () => {
    pauses.length = 0
    const conflict = await expectCode('push-conflict', () =>
      scene.forge.commit({
        repository: SHOP,
        branch,
        expectedHead: scene.first,
        message: 'Late',
        files: [],
      }),
    )
    const forge = { ...scene.forge, commit: () => Promise.reject(conflict) }
    await expectCode('push-conflict', () => bumpByPush(request(), { ...ports(), forge }))
    expect(pauses).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  test('refuses a branch, overlay or image that is not there', async () => {
    await expectCode('branch-absent', () => bumpByPush(request({ branch: 'none' }), ports()))
    await expectCode('overlay-absent', () => bumpByPush(request({ overlay: 'overlays/none' }), ports()))
    const updates = [{ ...update(), name: 'cart' }]
    await expectCode('overlay-image-unmatched', () => bumpByPush(request({ updates }), ports()))
  })
})

describe('a promotion pull request', () => {
  const open = (change: Partial<OpenRequest> = {}) => {
    const describe = () => ({ title: 'Promote', body: 'Why' })
    const request = {
      repository: SHOP,
      base: branch,
      environment: environment(),
      overlay: 'overlays/staging',
      describe,
    }
    const plain = { draft: false, labels: ['promotion'], reviewers: [], dryRun: false, updates: [update()] }
    return openPromotion({ ...request, ...plain, ...change }, scene.forge)
  }

  test('is opened with one commit that changes the digest alone', async () => {
    const opened = await open()
    expect(opened).toMatchObject({ action: 'created', branch: proposed() })
    const pull = await scene.forge.pullRequest(SHOP, opened.pullRequest?.number ?? 0)
    expect(pull).toMatchObject({ headSha: opened.headSha, baseRef: branch, labels: ['promotion'] })
    expect(await scene.forge.changedFiles(SHOP, pull.number)).toEqual([{ path: STAGING, status: 'modified' }])
    expect(await text(proposed(), STAGING)).toBe(anOverlay(`${D1} # tag: v1`))
  })

  test('is left alone when it proposes the same already, and brought up to date otherwise', async () => {
    const first = await open()
    expect(await open()).toMatchObject({ action: 'unchanged', headSha: first.headSha })
    const second = await open({ updates: [update(D2)] })
    expect(second.action).toBe('updated')
    expect(second.pullRequest?.number).toBe(first.pullRequest?.number)
    expect(await text(proposed(), STAGING)).toBe(anOverlay(`${D2} # tag: v1`))
  })

  test('takes over a branch that somebody else wrote to', async () => {
    await commit({ 'evil.yaml': 'x: 1\n' }, proposed())
    const opened = await open()
    expect(await scene.forge.changedFiles(SHOP, opened.pullRequest?.number ?? 0)).toHaveLength(1)
  })

  test('is not opened for what the base holds, nor when only asked what would be', async () => {
    expect(await open({ dryRun: true })).toMatchObject({ action: 'unchanged', changes: [{ to: D1 }] })
    await commit({ [STAGING]: anOverlay(D1) })
    expect(await open()).toMatchObject({ action: 'unchanged', changes: [], pullRequest: undefined })
    expect(await scene.forge.branchHead(SHOP, proposed())).toBeUndefined()
  })
})
