import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { branchWith } from '../testing/scenes.ts'
import { aGitHub, type TestGitHub } from '../testing/world.ts'

let world: TestGitHub
beforeEach(async () => {
  world = await aGitHub()
})
afterEach(() => world.close())

const REPO = '/repos/octo/shop'

describe('the Git database', () => {
  test('moves a branch only forward, unless forced', async () => {
    const sha = await branchWith(world, 'topic', 'a.txt', 'one')
    const back = await world.api(`PATCH ${REPO}/git/refs/heads/topic`, { sha: world.head })
    expect(back).toMatchObject({ status: 422, body: { message: 'Update is not a fast forward' } })
    const forced = await world.api(`PATCH ${REPO}/git/refs/heads%2Ftopic`, { sha: world.head, force: true })
    expect(forced).toMatchObject({ status: 200, body: { object: { sha: world.head } } })
    expect(await world.api(`PATCH ${REPO}/git/refs/heads/topic`, { sha })).toMatchObject({ status: 200 })
    expect(await world.api(`GET ${REPO}/git/ref/heads/topic`)).toMatchObject({ body: { object: { sha } } })
    expect(await world.api(`GET ${REPO}/git/ref/heads/other`)).toMatchObject({ status: 404 })
    expect(await world.api(`GET ${REPO}/git/matching-refs/heads/to`)).toMatchObject({ body: [{ object: { sha } }] })
  })

  test('refuses a ref that exists, a bad name, and an object that does not exist', async () => {
    const create = (ref: string, sha: string) => world.api(`POST ${REPO}/git/refs`, { ref, sha })
    expect(await create('refs/heads/main', world.head)).toMatchObject({ body: { message: 'Reference already exists' } })
    expect(await create('refs/heads/a', '1'.repeat(40))).toMatchObject({ body: { message: 'Object does not exist' } })
    expect(await create('refs/heads/a..b', world.head)).toMatchObject({ status: 422 })
    expect(await world.api(`POST ${REPO}/git/refs`, { ref: 'refs/heads/x' })).toMatchObject({
      status: 422,
      body: { message: 'Invalid request.\n\n"sha" wasn\'t supplied.' },
    })
  })

  test('removes and adds files over a base tree', async () => {
    const sha = await branchWith(world, 'topic', 'overlays/dev/kustomization.yaml', null)
    const tree = await world.api(`GET ${REPO}/git/trees/${sha}?recursive=1`)
    expect(tree.body).toMatchObject({ tree: [{ path: 'README.md', type: 'blob' }], truncated: false })
    expect(await world.api(`GET ${REPO}/git/commits/${sha}`)).toMatchObject({
      body: { parents: [{ sha: world.head }] },
    })
  })

  test('pushes an event with the changed files, but none marked for workflows by a job token', async () => {
    await branchWith(world, 'topic', 'a.txt', 'one')
    const token = world.github.issueJobToken({ repository: 'octo/shop', permissions: { contents: 'write' }, runId: 1 })
    await world.as(token)(`POST ${REPO}/git/refs`, { ref: 'refs/heads/by-job', sha: world.head })
    expect(world.events.map(({ name, ref, byJobToken }) => [name, ref, byJobToken])).toEqual([
      ['push', 'refs/heads/topic', false],
      ['push', 'refs/heads/by-job', true],
    ])
    expect(world.events[0]?.payload).toMatchObject({
      created: true,
      repository: { id: world.repository.id, visibility: 'public', owner: { id: world.owner.id } },
      head_commit: { added: ['a.txt'], author: { username: 'octo' } },
      commits: [{ message: 'Change a.txt' }],
      pusher: { name: 'octo' },
    })
  })

  test('deletes a branch, but not the default one', async () => {
    await branchWith(world, 'topic', 'a.txt', 'one')
    expect(await world.api(`DELETE ${REPO}/git/refs/heads/topic`)).toMatchObject({ status: 204 })
    expect(await world.api(`DELETE ${REPO}/git/refs/heads/main`)).toMatchObject({ status: 422 })
  })

  test('gives a blob as base64 or raw', async () => {
    const { body } = await world.api(`POST ${REPO}/git/blobs`, { content: 'aGk=', encoding: 'base64' })
    const { sha } = body as { sha: string }
    expect(await world.api(`GET ${REPO}/git/blobs/${sha}`)).toMatchObject({ body: { content: 'aGk=', size: 2 } })
    const raw = await world.api(`GET ${REPO}/git/blobs/${sha}`, undefined, { accept: 'application/vnd.github.raw' })
    expect(Buffer.from(raw.bytes).toString()).toBe('hi')
  })
})
