import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { branchWith, openPull } from '../testing/scenes.ts'
import { aGitHub, type TestGitHub } from '../testing/world.ts'

let world: TestGitHub
beforeEach(async () => {
  world = await aGitHub()
})
afterEach(() => world.close())

const REPO = '/repos/octo/shop'

describe('pull requests', () => {
  test('shows the files and commits since the branches parted', async () => {
    await branchWith(world, 'topic', 'a.txt', 'one\ntwo\n')
    const number = await openPull(world)
    expect(await world.api(`GET ${REPO}/pulls/${number}`)).toMatchObject({
      body: { mergeable: true, mergeable_state: 'clean', changed_files: 1, additions: 2, commits: 1 },
    })
    const files = await world.api(`GET ${REPO}/pulls/${number}/files`)
    expect(files.body).toMatchObject([{ filename: 'a.txt', status: 'added', patch: '@@ -0,0 +1,2 @@\n+one\n+two' }])
    expect(await world.api(`GET ${REPO}/pulls/${number}/commits`)).toMatchObject({ status: 200 })
    expect(world.events.at(-1)).toMatchObject({
      name: 'pull_request',
      action: 'opened',
      ref: `refs/pull/${number}/merge`,
      payload: { pull_request: { head: { ref: 'topic' }, base: { repo: { full_name: 'octo/shop' } } } },
    })
  })

  test('finds a pull request by head and base, and refuses a second one', async () => {
    await branchWith(world, 'topic', 'a.txt', 'one')
    const number = await openPull(world)
    const found = await world.api(`GET ${REPO}/pulls?head=octo:topic&base=main`)
    expect(found.body).toMatchObject([{ number }])
    expect(await world.api(`GET ${REPO}/pulls?head=octo:other`)).toMatchObject({ body: [] })
    const second = await world.api(`POST ${REPO}/pulls`, { title: 'Again', head: 'topic', base: 'main' })
    expect(second).toMatchObject({
      status: 422,
      body: { errors: [{ message: 'A pull request already exists for octo:topic.' }] },
    })
  })

  test('refuses a pull request without commits, of no branch, and a body too long', async () => {
    await world.api(`POST ${REPO}/git/refs`, { ref: 'refs/heads/same', sha: world.head })
    await branchWith(world, 'topic', 'a.txt', 'one')
    const open = (head: string, body = '') => world.api(`POST ${REPO}/pulls`, { title: 'T', head, base: 'main', body })
    expect(await open('same')).toMatchObject({ body: { errors: [{ message: 'No commits between main and same' }] } })
    expect(await open('none')).toMatchObject({ body: { errors: [{ field: 'head', code: 'invalid' }] } })
    expect(await open('topic', 'x'.repeat(65_537))).toMatchObject({ status: 422 })
  })

  test('synchronises with a push to its head, and merges for real', async () => {
    const first = await branchWith(world, 'topic', 'a.txt', 'one')
    const number = await openPull(world)
    world.events.length = 0
    const second = await world.github.commitFiles({
      repository: 'octo/shop',
      branch: 'topic',
      message: 'More',
      actor: 'octo',
      files: { 'b.txt': 'two' },
    })
    expect(world.events[1]).toMatchObject({ action: 'synchronize', payload: { before: first, after: second } })
    const stale = await world.api(`PUT ${REPO}/pulls/${number}/merge`, { sha: first })
    expect(stale).toMatchObject({ status: 409 })
    const merged = await world.api(`PUT ${REPO}/pulls/${number}/merge`, { sha: second })
    expect(merged).toMatchObject({ status: 200, body: { merged: true } })
    const file = await world.github.readFile('octo/shop', 'main', 'b.txt')
    expect(Buffer.from(file ?? []).toString()).toBe('two')
    expect(world.events.slice(2).map(({ name, action }) => [name, action])).toEqual([
      ['pull_request', 'closed'],
      ['push', undefined],
    ])
    expect(await world.api(`PUT ${REPO}/pulls/${number}/merge`, {})).toMatchObject({ status: 405 })
    const { sha } = merged.body as { sha: string }
    expect(await world.api(`GET ${REPO}/commits/${sha}/pulls`)).toMatchObject({ body: [{ number }] })
  })

  test('sees a conflict, and refuses to merge it', async () => {
    await branchWith(world, 'topic', 'README.md', 'mine')
    const number = await openPull(world)
    const files = { 'README.md': 'theirs' }
    await world.github.commitFiles({ repository: 'octo/shop', branch: 'main', message: 'M', actor: 'octo', files })
    expect(await world.api(`GET ${REPO}/pulls/${number}`)).toMatchObject({
      body: { mergeable: false, mergeable_state: 'dirty' },
    })
    expect(await world.api(`PUT ${REPO}/pulls/${number}/merge`, {})).toMatchObject({
      status: 405,
      body: { message: 'Pull Request has merge conflicts' },
    })
  })

  test('squashes to one commit of the base', async () => {
    await branchWith(world, 'topic', 'a.txt', 'one')
    const number = await openPull(world)
    const merged = await world.api(`PUT ${REPO}/pulls/${number}/merge`, { merge_method: 'squash' })
    const { sha } = merged.body as { sha: string }
    const { body } = await world.api(`GET ${REPO}/commits/${sha}`)
    expect(body).toMatchObject({ commit: { message: `Promote (#${number})` }, parents: [{ sha: world.head }] })
  })

  test('closes, reopens, edits and labels', async () => {
    await branchWith(world, 'topic', 'a.txt', 'one')
    const number = await openPull(world)
    const patch = (body: object) => world.api(`PATCH ${REPO}/pulls/${number}`, body)
    expect(await patch({ title: 'New', body: 'Text' })).toMatchObject({ body: { title: 'New', body: 'Text' } })
    expect(await patch({ state: 'closed' })).toMatchObject({ body: { state: 'closed', merged: false } })
    expect(await patch({ state: 'open' })).toMatchObject({ body: { state: 'open' } })
    const labels = await world.api(`POST ${REPO}/issues/${number}/labels`, { labels: ['promotion'] })
    expect(labels).toMatchObject({ status: 200, body: [{ name: 'promotion' }] })
    expect(await world.api(`GET ${REPO}/issues/${number}/labels`)).toMatchObject({ body: [{ name: 'promotion' }] })
    expect(await world.api(`DELETE ${REPO}/issues/${number}/labels/promotion`)).toMatchObject({ body: [] })
    const comment = await world.api(`POST ${REPO}/issues/${number}/comments`, { body: 'Hello' })
    const { id } = comment.body as { id: number }
    expect(await world.api(`PATCH ${REPO}/issues/comments/${id}`, { body: 'Bye' })).toMatchObject({ status: 200 })
    const comments = await world.api(`GET ${REPO}/issues/${number}/comments`)
    expect(comments).toMatchObject({ body: [{ id, body: 'Bye' }] })
    expect(world.events.flatMap(({ action }) => action ?? [])).toEqual([
      'opened',
      'edited',
      'closed',
      'reopened',
      'labeled',
      'unlabeled',
    ])
  })

  test('lets a token for pull requests label and comment on them, but not on issues', async () => {
    await branchWith(world, 'topic', 'a.txt', 'one')
    const number = await openPull(world)
    const issue = (await world.api(`POST ${REPO}/issues`, { title: 'Bug' })).body as { number: number }
    const permissions = { 'pull-requests': 'write' } as const
    const as = world.as(world.github.issueJobToken({ repository: 'octo/shop', permissions, runId: 1 }))
    expect(await as(`POST ${REPO}/issues/${number}/labels`, { labels: ['a'] })).toMatchObject({ status: 200 })
    expect(await as(`POST ${REPO}/issues/${number}/comments`, { body: 'b' })).toMatchObject({ status: 201 })
    expect(await as(`POST ${REPO}/issues/${issue.number}/labels`, { labels: ['a'] })).toMatchObject({ status: 403 })
  })

  test('takes a pull request from a fork', async () => {
    const stranger = world.github.createUser('eve')
    const fork = await world.github.forkRepository('octo/shop', 'eve')
    const request = { repository: 'eve/shop', branch: 'evil', message: 'Evil', actor: 'eve', files: { 'a.txt': 'x' } }
    const head = await world.github.commitFiles(request)
    const opened = await world.as(stranger.token)(`POST ${REPO}/pulls`, {
      title: 'Hi',
      head: 'eve:evil',
      base: 'main',
    })
    // Anyone who reads a public repository may open a pull request, without a role in it.
    expect(opened.status).toBe(201)
    expect(world.events.at(-1)?.pullRequest).toMatchObject({ headSha: head, headRepositoryId: fork.id })
  })

  test('asks collaborators for reviews, lets no one approve their own, and counts approvals', async () => {
    const reviewer = world.github.createUser('rita')
    await world.github.createRepository({ fullName: 'octo/other', collaborators: { rita: 'write' } })
    await branchWith(world, 'topic', 'a.txt', 'one')
    const number = await openPull(world)
    const ask = (login: string) => world.api(`POST ${REPO}/pulls/${number}/requested_reviewers`, { reviewers: [login] })
    expect(await ask('nobody')).toMatchObject({ status: 422 })
    expect(await ask('rita')).toMatchObject({ status: 422 })
    world.github.addCollaborator('octo/shop', 'rita', 'write')
    expect(await ask('rita')).toMatchObject({ status: 201, body: { requested_reviewers: [{ login: 'rita' }] } })
    world.github.protectBranch('octo/shop', 'main', { requiredApprovals: 1 })
    const approve = (token: string) => world.as(token)(`POST ${REPO}/pulls/${number}/reviews`, { event: 'APPROVE' })
    const merge = () => world.api(`PUT ${REPO}/pulls/${number}/merge`, {})
    expect(await approve(world.owner.token)).toMatchObject({ status: 422 })
    expect(await merge()).toMatchObject({ status: 405 })
    expect(await approve(reviewer.token)).toMatchObject({ status: 200 })
    expect(await world.api(`GET ${REPO}/pulls/${number}/reviews`)).toMatchObject({ body: [{ state: 'APPROVED' }] })
    expect(await merge()).toMatchObject({ status: 200 })
  })
})
