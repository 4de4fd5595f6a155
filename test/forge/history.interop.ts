import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { parseCommit, type CommitSha } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { aScene, SHOP, type Scene } from './scene.ts'

let scene: Scene
beforeEach(async () => {
  scene = await aScene()
})
afterEach(() => scene.close())

const OVERLAY = 'overlays/dev/kustomization.yaml'

async function push(files: Readonly<Record<string, string>>, branch = 'main'): Promise<CommitSha> {
  const request = { repository: 'octo/shop', branch, message: 'Change\n\nWhy', actor: 'octo', files }
  return parseCommit(await scene.github.commitFiles(request))
}

async function mergedPull(): Promise<{ number: number; head: CommitSha; merge: string }> {
  const files = [{ path: OVERLAY, content: Buffer.from('images: [b]\n') }]
  const request = { repository: SHOP, branch: 'topic', expectedHead: scene.first, createBranch: true, message: 'B' }
  const head = await scene.forge.commit({ ...request, files })
  const opened = { repository: SHOP, head: 'topic', base: 'main', title: 'Promote', body: '' }
  const { number } = await scene.forge.openPullRequest(opened)
  await scene.github.mergePullRequest('octo/shop', number, { actor: 'octo', method: 'squash' })
  return { number, head, merge: (await scene.forge.branchHead(SHOP, 'main')) ?? '' }
}

test('lists the commits of a path, newest first, and says when there are more', async () => {
  const second = await push({ [OVERLAY]: 'images: [a]\n' })
  await push({ 'other.txt': 'x' })
  const third = await push({ [OVERLAY]: 'images: [b]\n' })
  const all = await scene.forge.commitsTouching(SHOP, 'main', OVERLAY, 5)
  expect(all.commits.map(({ sha }) => sha)).toEqual([third, second, scene.first])
  expect(all).toMatchObject({ complete: true, commits: [{ subject: 'Change', author: 'octo' }, {}, {}] })
  const cut = await scene.forge.commitsTouching(SHOP, 'main', OVERLAY, 2)
  expect(cut).toMatchObject({ complete: false, commits: [{ sha: third }, { sha: second }] })
})

test('reads one commit, and none that is not there', async () => {
  const sha = await push({ 'a.txt': 'x' })
  expect(await scene.forge.commitFacts(SHOP, sha)).toMatchObject({ sha, subject: 'Change', author: 'octo' })
  expect(await scene.forge.commitFacts(SHOP, parseCommit('0'.repeat(40)))).toBeUndefined()
})

test('finds the pull request of a commit, and who merged it', async () => {
  const { number, head, merge } = await mergedPull()
  for (const sha of [head, parseCommit(merge)]) {
    const found = await scene.forge.pullRequestsOf(SHOP, sha)
    expect(found).toMatchObject([{ number, merged: true, mergeCommit: merge }])
  }
  expect(await scene.forge.pullRequestsOf(SHOP, scene.first)).toEqual([])
  expect(await scene.forge.pullRequest(SHOP, number)).toMatchObject({ mergedBy: 'octo', mergeCommit: merge })
})

test('counts an approval until its reviewer says otherwise', async () => {
  const { number } = await mergedPull()
  const review = async (login: string, event: string): Promise<void> => {
    const { token } = scene.github.createUser(login)
    scene.github.addCollaborator('octo/shop', login, 'write')
    await scene.as(token)(`POST /repos/octo/shop/pulls/${String(number)}/reviews`, { event, body: 'x' })
  }
  await review('rita', 'APPROVE')
  await review('rolf', 'COMMENT')
  await review('rosa', 'REQUEST_CHANGES')
  expect(await scene.forge.approvals(SHOP, number)).toMatchObject([{ by: 'rita' }])
})

test('takes a repository that GitHub hides for an error, not for an empty history', async () => {
  const stranger = scene.forgeAs(scene.github.createUser('eve').token)
  scene.github.createUser('mallory')
  await scene.github.createRepository({ fullName: 'octo/secret', visibility: 'private' })
  const secret = 'octo/secret' as typeof SHOP
  await expectCode('forge-not-found', () => stranger.commitsTouching(secret, 'main', OVERLAY, 1))
  await expectCode('forge-not-found', () => stranger.commitFacts(secret, scene.first))
})
