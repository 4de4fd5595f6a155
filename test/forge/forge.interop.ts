import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { parseCommit, type CommitSha } from '@promo/core'
import { expectCode, fakeClock } from '@promo/core/testing'
import { createGitHubForge, type CommitRequest } from '@promo/forge'
import { createHttpClient } from '@promo/http'
import { API_URL, aScene, SHOP, type Scene } from './scene.ts'

let scene: Scene
beforeEach(async () => {
  scene = await aScene()
})
afterEach(() => scene.close())

const OVERLAY = 'overlays/dev/kustomization.yaml'

function commit(change: Partial<CommitRequest> = {}, content = 'images: [a]\n'): Promise<CommitSha> {
  const files = [{ path: OVERLAY, content: Buffer.from(content) }]
  const request = { repository: SHOP, branch: 'main', expectedHead: scene.first, message: 'Bump', files }
  return scene.forge.commit({ ...request, ...change })
}

/** Somebody else pushes to a branch. */
async function push(branch: string, files: Readonly<Record<string, string>>): Promise<CommitSha> {
  const request = { repository: 'octo/shop', branch, message: 'Other', actor: 'octo', files }
  return parseCommit(await scene.github.commitFiles(request))
}

async function text(ref: string, path: string): Promise<string | undefined> {
  const bytes = await scene.forge.readFile(SHOP, ref, path)
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8')
}

async function pullRequestOf(branch = 'topic') {
  await commit({ branch, createBranch: true })
  return scene.forge.openPullRequest({ repository: SHOP, head: branch, base: 'main', title: 'Promote', body: 'Why' })
}

describe('reading', () => {
  test('gives facts of a repository and the head of a branch', async () => {
    expect(await scene.forge.repository(SHOP)).toEqual({
      fullName: 'octo/shop',
      id: scene.repository.id,
      defaultBranch: 'main',
      visibility: 'public',
    })
    expect(await scene.forge.branchHead(SHOP, 'main')).toBe(scene.first)
    expect(await scene.forge.branchHead(SHOP, 'none')).toBeUndefined()
  })

  test('reads files and directories of a commit or branch, byte for byte', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 239, 187, 191])
    const head = await commit({ files: [{ path: 'raw.bin', content: bytes }] })
    expect(Buffer.from((await scene.forge.readFile(SHOP, head, 'raw.bin')) ?? [])).toEqual(bytes)
    expect(await text('main', OVERLAY)).toBe('images: []\n')
    expect(await text(scene.first, 'raw.bin')).toBeUndefined()
    expect(await text('main', 'overlays')).toBeUndefined()
    expect(await scene.forge.listDirectory(SHOP, 'main', 'overlays')).toEqual([
      { path: 'overlays/dev', type: 'directory' },
    ])
    expect(await scene.forge.listDirectory(SHOP, 'main', '.')).toHaveLength(3)
    expect(await scene.forge.listDirectory(SHOP, 'main', 'none')).toEqual([])
  })

  test('follows no symbolic link and no submodule, for reading and for writing', async () => {
    const { api } = scene
    const blob = (await api('POST /repos/octo/shop/git/blobs', { content: '../secret' })).body as { sha: string }
    const tree = await api('POST /repos/octo/shop/git/trees', {
      base_tree: scene.head,
      tree: [
        { path: 'link', mode: '120000', type: 'blob', sha: blob.sha },
        { path: 'sub', mode: '160000', type: 'commit', sha: scene.head },
      ],
    })
    const { sha } = tree.body as { sha: string }
    const made = await api('POST /repos/octo/shop/git/commits', { message: 'L', tree: sha, parents: [scene.head] })
    const linked = parseCommit((made.body as { sha: string }).sha)
    await api('PATCH /repos/octo/shop/git/refs/heads/main', { sha: linked })
    for (const path of ['link', 'link/x', 'sub', 'sub/x']) {
      await expectCode('forge-path-refused', () => scene.forge.readFile(SHOP, linked, path))
      const files = [{ path, content: Buffer.from('x') }]
      await expectCode('forge-path-refused', () => commit({ expectedHead: linked, files }))
    }
    expect(await scene.forge.listDirectory(SHOP, linked, '')).toContainEqual({ path: 'link', type: 'symlink' })
  })

  test('refuses paths that climb, and files over the limit', async () => {
    for (const path of ['/etc/passwd', '../x', 'a//b', '.git/config', '']) {
      await expectCode('forge-path-refused', () => scene.forge.readFile(SHOP, 'main', path))
    }
    await expectCode('forge-file-too-large', () => scene.forge.readFile(SHOP, 'main', 'README.md', 3))
  })

  test('lists every changed file with where it came from, or refuses', async () => {
    const files = [
      { path: 'README.md', content: null },
      { path: 'docs/README.md', content: Buffer.from('# shop\n') },
    ]
    await commit({ branch: 'topic', createBranch: true, files })
    const opened = { repository: SHOP, head: 'topic', base: 'main', title: 'Move', body: '' }
    const { number } = await scene.forge.openPullRequest(opened)
    expect(await scene.forge.changedFiles(SHOP, number)).toEqual([
      { path: 'docs/README.md', previousPath: 'README.md', status: 'renamed' },
    ])
    scene.before('GET', /\/files$/, () => push('topic', { 'more.txt': 'x' }))
    await expectCode('forge-incomplete', () => scene.forge.changedFiles(SHOP, number))
  })
})

describe('committing', () => {
  test('moves the branch by one commit and keeps everything else', async () => {
    const head = await commit()
    expect(await scene.forge.branchHead(SHOP, 'main')).toBe(head)
    expect(await text(head, OVERLAY)).toBe('images: [a]\n')
    expect(await text(head, 'README.md')).toBe('# shop\n')
    expect(scene.events).toMatchObject([{ name: 'push', sha: head, before: scene.first }])
  })

  test('makes no commit when nothing changes', async () => {
    expect(await commit({}, 'images: []\n')).toBe(scene.first)
    expect(scene.events).toEqual([])
  })

  test('loses no push of another writer, before or during the commit', async () => {
    const other = await push('main', { 'other.txt': 'x' })
    await expectCode('push-conflict', () => commit())
    scene.before('PATCH', /git\/refs/, () => push('main', { 'third.txt': 'x' }))
    await expectCode('push-conflict', () => commit({ expectedHead: other }))
    expect(await text('main', 'other.txt')).toBe('x')
    expect(await text('main', 'third.txt')).toBe('x')
    expect(await text('main', OVERLAY)).toBe('images: []\n')
  })

  test('makes a branch only when asked, and loses to one made meanwhile', async () => {
    await expectCode('push-conflict', () => commit({ branch: 'topic' }))
    const head = await commit({ branch: 'topic', createBranch: true })
    expect(await scene.forge.branchHead(SHOP, 'topic')).toBe(head)
    scene.before('POST', /git\/refs$/, () => push('race', { 'x.txt': 'x' }))
    await expectCode('push-conflict', () => commit({ branch: 'race', createBranch: true }))
  })

  test('moves a branch of its own wherever it was', async () => {
    await commit({ branch: 'promo/staging/shop', createBranch: true }, 'one')
    const head = await commit({ branch: 'promo/staging/shop', createBranch: true, force: true }, 'two')
    expect(await scene.forge.branchHead(SHOP, 'promo/staging/shop')).toBe(head)
    expect(await text('promo/staging/shop', OVERLAY)).toBe('two')
  })

  test('says when the rules of the branch or the permissions of the token forbid the push', async () => {
    scene.github.protectBranch('octo/shop', 'main', { pullRequestRequired: true })
    const error = await expectCode('push-refused', () => commit())
    expect(error.message).toMatch(/pull request/)
    const request = { repository: 'octo/shop', permissions: { contents: 'read' }, runId: 1 } as const
    const reader = scene.forgeAs(scene.github.issueJobToken(request))
    const files = [{ path: 'x', content: Buffer.from('x') }]
    const change = { repository: SHOP, branch: 'main', expectedHead: scene.first, message: 'M', files }
    await expectCode('forge-unauthorized', () => reader.commit(change))
  })
})

describe('pull requests', () => {
  test('opens one, finds it again, and updates instead of opening a second', async () => {
    const opened = await pullRequestOf()
    expect(opened).toMatchObject({
      state: 'open',
      headRef: 'topic',
      baseRef: 'main',
      baseSha: scene.first,
      body: 'Why',
    })
    const place = { repository: SHOP, head: 'topic', base: 'main' }
    expect(await scene.forge.findPullRequest(place)).toEqual(opened)
    const again = await scene.forge.openPullRequest({ ...place, title: 'New', body: 'Other' })
    expect(again).toMatchObject({ number: opened.number, title: 'New', body: 'Other' })
    expect(await scene.forge.pullRequest(SHOP, opened.number)).toEqual(again)
    expect(await scene.forge.findPullRequest({ ...place, head: 'none' })).toBeUndefined()
  })

  test('labels, comments, asks for reviews and closes', async () => {
    const { number } = await pullRequestOf()
    scene.github.createUser('rita')
    scene.github.addCollaborator('octo/shop', 'rita', 'write')
    const name = { repository: SHOP, number }
    await scene.forge.addLabels({ ...name, labels: ['promotion'] })
    await scene.forge.comment({ ...name, body: 'Superseded.' })
    await scene.forge.requestReviewers({ ...name, reviewers: ['@rita'] })
    await scene.forge.closePullRequest(name)
    expect(await scene.forge.pullRequest(SHOP, number)).toMatchObject({ state: 'closed', labels: ['promotion'] })
    expect(scene.events.flatMap(({ action }) => action ?? [])).toEqual([
      'opened',
      'labeled',
      'review_requested',
      'closed',
    ])
  })

  test('cuts a body at the limit of GitHub', async () => {
    await commit({ branch: 'topic', createBranch: true })
    const body = '🙂'.repeat(40_000)
    const opened = await scene.forge.openPullRequest({
      repository: SHOP,
      head: 'topic',
      base: 'main',
      title: 'T',
      body,
    })
    expect(opened.body.length).toBeLessThanOrEqual(65_536)
    expect(opened.body).toMatch(/cut at the limit/)
    expect(opened.body.isWellFormed()).toBe(true)
  })

  test('tells of the switch that keeps github.token from opening pull requests', async () => {
    await scene.close()
    scene = await aScene({ actionsMayOpenPullRequests: false })
    await commit({ branch: 'topic', createBranch: true })
    const permissions = { contents: 'write', 'pull-requests': 'write' } as const
    const token = scene.github.issueJobToken({ repository: 'octo/shop', permissions, runId: 1 })
    const request = { repository: SHOP, head: 'topic', base: 'main', title: 'T', body: '' }
    const error = await expectCode('pull-request-refused', () => scene.forgeAs(token).openPullRequest(request))
    expect(error.remedy).toMatch(/Allow GitHub Actions to create and approve pull requests/)
  })

  test('gives the reason of GitHub when it refuses one', async () => {
    const request = { repository: SHOP, head: 'none', base: 'main', title: 'T', body: '' }
    await expectCode('pull-request-refused', () => scene.forge.openPullRequest(request))
  })
})

describe('failures', () => {
  test('tells a bad token from a repository that is not there', async () => {
    await expectCode('forge-unauthorized', () => scene.forgeAs('ghs_none').repository(SHOP))
    await scene.github.createRepository({ fullName: 'octo/secret', visibility: 'private' })
    const token = scene.github.createUser('eve').token
    const secret = 'octo/secret' as typeof SHOP
    await expectCode('forge-not-found', () => scene.forgeAs(token).repository(secret))
  })

  test('lets the code of the network through', async () => {
    const http = createHttpClient({ clock: fakeClock(), environment: {} })
    const forge = createGitHubForge({ http, apiUrl: 'http://github.example.com', token: 'ghs_x' })
    await expectCode('http-plain-refused', () => forge.repository(SHOP))
  })

  test('takes an answer that was lost for what it is: the branch says whether the commit landed', async () => {
    let lost = false
    const http = {
      ...scene.http,
      request: async (request: Parameters<typeof scene.http.request>[0]) => {
        const response = await scene.http.request(request)
        if (request.method !== 'PATCH' || lost) return response
        lost = true
        return { ...response, status: 502, body: Buffer.from('{"message":"Server Error"}') }
      },
    }
    const forge = createGitHubForge({ http, apiUrl: API_URL, token: scene.owner.token })
    const files = [{ path: 'x', content: Buffer.from('x') }]
    const head = await forge.commit({
      repository: SHOP,
      branch: 'main',
      expectedHead: scene.first,
      message: 'M',
      files,
    })
    expect(lost).toBe(true)
    expect(await scene.forge.branchHead(SHOP, 'main')).toBe(head)
  })
})
