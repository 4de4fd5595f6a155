import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { allowEnvironment, runProgram } from '@promo/process'
import { startNetwork, type Network } from '../network/index.ts'
import { aGitHub, type TestGitHub } from './testing/world.ts'

let network: Network
let directory: string
let world: TestGitHub

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'promo-git-'))
  network = await startNetwork({ directory })
  network.route('github.com', (request) => {
    const handler = world.github.handlers.get('github.com')
    return handler === undefined ? Promise.resolve({ status: 500 }) : handler(request)
  })
})
afterAll(async () => {
  await network.close()
  await rm(directory, { recursive: true, force: true })
})
beforeEach(async () => {
  world = await aGitHub({ visibility: 'private' })
  await rm(join(directory, 'clone'), { recursive: true, force: true })
})
afterEach(() => world.close())

/** The real git, through the proxy, with the token in a header as actions/checkout gives it. */
async function git(token: string | undefined, ...args: readonly string[]) {
  const basic = Buffer.from(`x-access-token:${token ?? ''}`).toString('base64')
  const header = token === undefined ? [] : ['-c', `http.extraheader=AUTHORIZATION: basic ${basic}`]
  return runProgram({
    program: 'git',
    args: [...header, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args],
    cwd: directory,
    env: { ...allowEnvironment(['PATH']), ...network.environment, GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_NOSYSTEM: '1' },
  })
}

const URL_OF_SHOP = 'https://github.com/octo/shop'
const clone = (token?: string) => git(token, 'clone', '--quiet', URL_OF_SHOP, 'clone')

async function commitAndPush(token: string, ref = 'HEAD:main') {
  await writeFile(join(directory, 'clone/new.txt'), 'new')
  await git(token, '-C', 'clone', 'add', '.')
  await git(token, '-C', 'clone', 'commit', '--quiet', '-m', 'Add new.txt')
  return git(token, '-C', 'clone', 'push', '--quiet', 'origin', ref)
}

test('clones and pushes with a user token, and tells of the push', async () => {
  expect(await clone(world.owner.token)).toMatchObject({ code: 0 })
  expect(await readFile(join(directory, 'clone/README.md'), 'utf8')).toBe('# shop\n')
  expect(await commitAndPush(world.owner.token)).toMatchObject({ code: 0 })
  const head = await world.github.resolveCommit('octo/shop', 'main')
  expect(world.events).toMatchObject([
    { name: 'push', ref: 'refs/heads/main', before: world.head, sha: head, byJobToken: false },
  ])
  expect(world.events[0]?.payload).toMatchObject({ head_commit: { id: head, added: ['new.txt'] }, forced: false })
})

test('asks for credentials, and refuses what the permissions do not cover', async () => {
  expect(await clone()).toMatchObject({ code: 128, stderr: expect.stringMatching(/could not read Username/) })
  expect(await clone('ghs_unknown')).toMatchObject({ code: 128 })
  const none = world.github.issueJobToken({ repository: 'octo/shop', permissions: {}, runId: 1 })
  expect(await clone(none)).toMatchObject({ code: 128, stderr: expect.stringMatching(/403/) })
  const read = world.github.issueJobToken({ repository: 'octo/shop', permissions: { contents: 'read' }, runId: 1 })
  expect(await clone(read)).toMatchObject({ code: 0 })
  expect(await commitAndPush(read)).toMatchObject({ code: 128 })
  expect(world.events).toEqual([])
})

test('fetches one commit by its id, shallow, as actions/checkout does', async () => {
  const { token } = world.owner
  await git(token, 'init', '--quiet', 'clone')
  const fetched = await git(token, '-C', 'clone', 'fetch', '--quiet', '--depth=1', URL_OF_SHOP, world.head)
  expect(fetched).toMatchObject({ code: 0 })
  expect(await git(token, '-C', 'clone', 'checkout', '--quiet', world.head)).toMatchObject({ code: 0 })
})

test('marks the push of a job token, and refuses a protected branch and hidden refs', async () => {
  const permissions = { contents: 'write' } as const
  const token = world.github.issueJobToken({ repository: 'octo/shop', permissions, runId: 1 })
  await clone(token)
  world.github.protectBranch('octo/shop', 'main', { pullRequestRequired: true })
  const declined = await commitAndPush(token)
  expect(declined.code).toBe(1)
  expect(declined.stderr).toMatch(/GH013: Repository rule violations[^]*Changes must be made through a pull request/)
  const hidden = await git(token, '-C', 'clone', 'push', '--quiet', 'origin', 'HEAD:refs/pull/9/head')
  expect(hidden.code).toBe(1)
  expect(await git(token, '-C', 'clone', 'push', '--quiet', 'origin', 'HEAD:topic')).toMatchObject({ code: 0 })
  expect(world.events).toMatchObject([{ ref: 'refs/heads/topic', byJobToken: true }])
  expect(world.github.identify(token)).toMatchObject({ kind: 'job', account: { login: 'github-actions[bot]' } })
})
