import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { branchWith } from '../testing/scenes.ts'
import { aGitHub, type TestGitHub } from '../testing/world.ts'

let world: TestGitHub
beforeEach(async () => {
  world = await aGitHub()
})
afterEach(() => world.close())

const REPO = '/repos/octo/shop'

describe('repositories', () => {
  test('gives a repository with its numeric id and visibility', async () => {
    const { status, body } = await world.api(`GET ${REPO}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: world.repository.id, visibility: 'public', default_branch: 'main' })
  })

  test('says Not Found for what is not there and for what may not be seen', async () => {
    await world.github.createRepository({ fullName: 'octo/secret', visibility: 'private' })
    const stranger = world.github.createUser('eve')
    expect(await world.api('GET /repos/octo/none')).toMatchObject({ status: 404, body: { message: 'Not Found' } })
    expect(await world.as(stranger.token)('GET /repos/octo/secret')).toMatchObject({ status: 404 })
    expect(await world.api('GET /repos/octo/secret')).toMatchObject({ status: 200 })
  })

  test('refuses a token nobody issued', async () => {
    const answer = await world.as('ghp_unknown')(`GET ${REPO}`)
    expect(answer).toMatchObject({ status: 401, body: { message: 'Bad credentials' } })
  })

  test('answers users, the caller and the rate limit', async () => {
    expect(await world.api('GET /users/octo')).toMatchObject({ status: 200, body: { login: 'octo' } })
    expect(await world.api('GET /users/nobody')).toMatchObject({ status: 404 })
    expect(await world.api('GET /user')).toMatchObject({ status: 200, body: { id: world.owner.id } })
    expect(await world.api('GET /rate_limit')).toMatchObject({ status: 200 })
  })

  test('answers an unchanged resource with 304', async () => {
    const { headers } = await world.api(`GET ${REPO}/branches/main`)
    const again = await world.api(`GET ${REPO}/branches/main`, undefined, { 'if-none-match': headers['etag'] ?? '' })
    expect(again.status).toBe(304)
  })
})

describe('contents', () => {
  test('tells files, directories, symlinks and submodules apart, and follows a link to a file as GitHub does', async () => {
    const { api } = world
    const link = (await api(`POST ${REPO}/git/blobs`, { content: 'nowhere' })).body as { sha: string }
    const tree = await api(`POST ${REPO}/git/trees`, {
      base_tree: world.head,
      tree: [
        { path: 'link', mode: '120000', type: 'blob', sha: link.sha },
        { path: 'alias', mode: '120000', type: 'blob', content: 'README.md' },
        { path: 'sub', mode: '160000', type: 'commit', sha: world.head },
      ],
    })
    const commit = await api(`POST ${REPO}/git/commits`, {
      message: 'Link',
      tree: (tree.body as { sha: string }).sha,
      parents: [world.head],
    })
    const { sha } = commit.body as { sha: string }
    const at = (path: string) => api(`GET ${REPO}/contents/${path}?ref=${sha}`)
    expect(await at('link')).toMatchObject({ body: { type: 'symlink', target: 'nowhere' } })
    expect(await at('alias')).toMatchObject({ body: { type: 'file', path: 'alias', content: 'IyBzaG9wCg==\n' } })
    expect(await at('sub')).toMatchObject({ body: { type: 'submodule' } })
    expect(await at('README.md')).toMatchObject({ body: { type: 'file', content: 'IyBzaG9wCg==\n' } })
    expect(await at('overlays')).toMatchObject({ body: [{ type: 'dir', path: 'overlays/dev' }] })
    expect(await at('none')).toMatchObject({ status: 404 })
    const root = await at('')
    expect((root.body as { name: string }[]).map(({ name }) => name)).toEqual([
      'README.md',
      'alias',
      'link',
      'overlays',
      'sub',
    ])
  })
})

describe('commits, compare and pages', () => {
  test('compares two branches', async () => {
    await branchWith(world, 'topic', 'a.txt', 'one')
    const { body } = await world.api(`GET ${REPO}/compare/main...topic`)
    expect(body).toMatchObject({ status: 'ahead', ahead_by: 1, behind_by: 0, files: [{ filename: 'a.txt' }] })
    expect(await world.api(`GET ${REPO}/commits?sha=topic&per_page=1`)).toMatchObject({ status: 200 })
    expect(await world.api(`GET ${REPO}/commits/none`)).toMatchObject({ status: 422 })
  })

  test('links pages from first to last', async () => {
    for (const label of ['a', 'b', 'c', 'd', 'e'])
      await world.api(`POST ${REPO}/issues`, { title: label, labels: [label] })
    const { body, headers } = await world.api(`GET ${REPO}/labels?per_page=2&page=2`)
    expect(body).toMatchObject([{ name: 'c' }, { name: 'd' }])
    expect(headers['link']).toMatch(/page=1>; rel="prev".*page=3>; rel="next".*page=3>; rel="last"/)
    const issues = await world.api(`GET ${REPO}/issues?labels=b`)
    expect(issues.body).toMatchObject([{ title: 'b' }])
    expect(await world.api(`GET ${REPO}/issues/1`)).toMatchObject({ body: { title: 'a' } })
    expect(await world.api(`PATCH ${REPO}/issues/1`, { state: 'closed' })).toMatchObject({ body: { state: 'closed' } })
  })
})

describe('workflow runs', () => {
  test('shows reported runs, and their jobs as check runs of GitHub Actions', async () => {
    world.github.reportRun({
      repository: 'octo/shop',
      id: 42,
      number: 1,
      attempt: 1,
      name: 'Promo',
      path: '.github/workflows/promo.yml',
      event: 'push',
      headBranch: 'main',
      headSha: world.head,
      status: 'completed',
      conclusion: 'success',
      createdAt: world.clock.now(),
      jobs: [{ id: 43, name: 'call / build', status: 'completed', conclusion: 'success' }],
    })
    expect(await world.api(`GET ${REPO}/actions/runs?event=push`)).toMatchObject({
      body: { workflow_runs: [{ id: 42 }] },
    })
    expect(await world.api(`GET ${REPO}/actions/runs/42`)).toMatchObject({ body: { conclusion: 'success' } })
    expect(await world.api(`GET ${REPO}/actions/runs/42/jobs`)).toMatchObject({ body: { jobs: [{ id: 43 }] } })
    expect(world.github.checkRuns('octo/shop', world.head)).toMatchObject([{ name: 'call / build', appId: 15368 }])
  })
})
