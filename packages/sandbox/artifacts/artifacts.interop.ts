import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { allowEnvironment } from '@promo/process'
import { startNetwork, type Network } from '../network/index.ts'
import { createArtifactService } from './index.ts'
import type { Command } from './testing/client.ts'

const CLIENT = fileURLToPath(new URL('testing/client.ts', import.meta.url))

const service = createArtifactService()
let network: Network
let directory: string
let child: ChildProcess

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'promo-artifacts-'))
  network = await startNetwork({ directory })
  for (const [host, handler] of service.handlers) network.route(host, handler)
  // Exactly what the runner gives an action; the token comes with each command.
  const env = {
    ...allowEnvironment(['PATH']),
    ...network.environment,
    ACTIONS_RESULTS_URL: service.resultsUrl,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_WORKSPACE: directory,
    RUNNER_TEMP: directory,
    ACTIONS_CACHE_SERVICE_V2: 'True',
    ACTIONS_CACHE_MODE: 'write',
  }
  child = fork(CLIENT, { cwd: directory, env, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
}, 30_000)
afterAll(async () => {
  child.kill()
  await network.close()
  await rm(directory, { recursive: true, force: true })
})

/** One call of the unmodified @actions/artifact, through the proxy. */
async function client(token: string, method: string, ...args: readonly unknown[]) {
  const answer = once(child, 'message')
  child.send({ token, method, args } satisfies Command)
  const [outcome] = (await answer) as [{ result?: Record<string, unknown>; error?: string }]
  return outcome
}

async function files(name: string, contents: Readonly<Record<string, string>>) {
  const root = join(directory, name)
  await mkdir(root, { recursive: true })
  for (const [path, content] of Object.entries(contents)) await writeFile(join(root, path), content)
  return [Object.keys(contents).map((path) => join(root, path)), root] as const
}

test('takes an artifact from one job and gives it, with its digest, to another job of the same run', async () => {
  const upload = await files('up', { 'a.txt': 'one', 'b.bin': 'x'.repeat(9 * 1024 * 1024) })
  const built = await client(service.runtimeToken(1, 11), 'uploadArtifact', 'build', ...upload)
  expect(built.error).toBeUndefined()
  const { id, digest } = built.result as { id: number; digest: string }

  const reader = service.runtimeToken(1, 12)
  const listed = await client(reader, 'listArtifacts')
  expect(listed.result).toMatchObject({ artifacts: [{ id, name: 'build', digest: `sha256:${digest}` }] })
  const expectedHash = `sha256:${digest}`
  const downloaded = await client(reader, 'downloadArtifact', id, { path: join(directory, 'down'), expectedHash })
  expect(downloaded.result).toMatchObject({ digestMismatch: false })
  expect(await readFile(join(directory, 'down/a.txt'), 'utf8')).toBe('one')
  expect((await readFile(join(directory, 'down/b.bin'))).length).toBe(9 * 1024 * 1024)
  expect(service.list(1)).toMatchObject([{ name: 'build', digest: `sha256:${digest}`, attempt: 1 }])
  expect(service.read(1, 'build')?.subarray(0, 2)).toEqual(Buffer.from('PK'))
}, 30_000)

test('refuses a second artifact of the same name in one attempt, and keeps one for each attempt', async () => {
  const upload = await files('again', { 'a.txt': 'one' })
  const first = service.runtimeToken(2, 21)
  expect(await client(first, 'uploadArtifact', 'leg', ...upload)).not.toHaveProperty('error')
  const second = await client(first, 'uploadArtifact', 'leg', ...upload)
  expect(second.error).toMatch(/409.*already exists/)
  const rerun = service.runtimeToken(2, 22, 2)
  expect(await client(rerun, 'uploadArtifact', 'leg', ...upload)).not.toHaveProperty('error')
  const listed = await client(rerun, 'listArtifacts')
  expect(listed.result?.['artifacts']).toHaveLength(2)
  expect((await client(rerun, 'listArtifacts', { latest: true })).result?.['artifacts']).toHaveLength(1)
})

test('shows no artifact of another run, and refuses a token nobody issued', async () => {
  const other = await client(service.runtimeToken(3, 31), 'listArtifacts')
  expect(other.result).toEqual({ artifacts: [] })
  const forged = service.runtimeToken(1, 11).replace(/[^.]+$/, 'c2ln')
  expect((await client(forged, 'listArtifacts')).error).toMatch(/401/)
})

test('keeps a single file as it is, with its name and type', async () => {
  const [[path]] = await files('single', { 'page.html': '<p>hi</p>' })
  const token = service.runtimeToken(4, 41)
  const uploaded = await client(token, 'uploadArtifact', 'ignored', [path], join(directory, 'single'), {
    skipArchive: true,
  })
  const { id } = uploaded.result as { id: number }
  await client(token, 'downloadArtifact', id, { path: join(directory, 'raw') })
  expect(await readFile(join(directory, 'raw/page.html'), 'utf8')).toBe('<p>hi</p>')
})

test('keeps a cache for the ref that wrote it, and gives it to those that may read it', async () => {
  const main = { repository: 'acme/shop', write: 'refs/heads/main', read: ['refs/heads/main'] }
  const topic = { repository: 'acme/shop', write: 'refs/heads/topic', read: ['refs/heads/topic', 'refs/heads/main'] }
  const [[path = '']] = await files('cached', { 'modules.txt': 'x'.repeat(300_000) })
  const save = (token: string, key: string) => client(token, 'saveCache', [path], key)
  const restore = (token: string, ...keys: readonly string[]) =>
    client(token, 'restoreCache', [path], keys[0], keys.slice(1))
  const onMain = service.runtimeToken(5, 51, 1, main)
  expect((await save(onMain, 'npm-1')).result).toBeGreaterThan(0)
  expect((await save(onMain, 'npm-1')).result).toBe(-1)
  await rm(path)

  const onTopic = service.runtimeToken(6, 61, 1, topic)
  expect((await restore(onTopic, 'go-1')).result).toBeUndefined()
  expect((await restore(onTopic, 'npm-2', 'npm-')).result).toBe('npm-1')
  expect(await readFile(path, 'utf8')).toHaveLength(300_000)
  expect((await save(onTopic, 'npm-2')).result).toBeGreaterThan(0)
  expect((await restore(onMain, 'npm-2')).result).toBeUndefined()
  const stranger = service.runtimeToken(7, 71, 1, { ...main, repository: 'evil/shop' })
  expect((await restore(stranger, 'npm-1')).result).toBeUndefined()
  expect((await restore(service.runtimeToken(8, 81), 'npm-1')).result).toBeUndefined()
}, 30_000)

test('lets a signed URL do only what it was signed for', async () => {
  const handler = service.handlers.get('productionresultssa0.blob.core.windows.net')
  const url = new URL('https://productionresultssa0.blob.core.windows.net/actions-results/run-1/x?sig=00')
  expect(await handler?.({ method: 'GET', url, headers: {}, body: new Uint8Array() })).toMatchObject({ status: 403 })
})
