import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { buildDocument, parseDigest } from '@promo/core'
import { runInMemory } from '@promo/runner/testing'
import { readRequest } from '../../actions/build-by-digest/inputs.ts'
import { run } from '../../actions/build-by-digest/run.ts'
import { serviceContext } from './builders/bookstore-context.ts'
import { startBuildkit } from './builders/buildkit.ts'
import type { Daemon } from './daemon.ts'
import { dockerIn } from './builders/docker-cli.ts'
import { aBuildScene, type BuildScene } from './builders/scene.ts'
import { secretContext } from './builders/secret-probe.ts'

jest.setTimeout(240_000)

const COMMIT_TIME = '2026-01-02T00:00:00Z'
const SECRETS = { value: 'canary-value-4711', file: 'canary-file-4712', variable: 'canary-variable-4713' }
const PREFIX = 'org.opencontainers.image'

let scene: BuildScene
let buildkit: Daemon
let workspace: string
let sha: string
const before = { ...process.env }

const argv = (): string => readFileSync(join(scene.root, 'argv'), 'utf8')

/** Keeps the arguments of every docker command. */
function recordArguments(binaries: string): void {
  renameSync(join(binaries, 'docker'), join(binaries, 'real-docker'))
  const script = `#!/bin/sh\nprintf '%s\\n' "$@" >>'${join(scene.root, 'argv')}'\nexec '${join(binaries, 'real-docker')}' "$@"\n`
  writeFileSync(join(binaries, 'docker'), script)
  chmodSync(join(binaries, 'docker'), 0o755)
}

/** A checkout with the service of the bookstore and the probe, at a commit of a known time. */
function checkout(): string {
  const directory = scene.directory('workspace')
  serviceContext('catalog', join(directory, 'catalog'))
  const digests = Object.entries(SECRETS).map(([id, secret]) => [id, createHash('sha256').update(secret).digest('hex')])
  secretContext(join(directory, 'probe'), Object.fromEntries(digests) as Record<string, string>)
  writeFileSync(join(directory, 'secret.txt'), SECRETS.file)
  const dates = { GIT_AUTHOR_DATE: COMMIT_TIME, GIT_COMMITTER_DATE: COMMIT_TIME }
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      ...{ cwd: directory, encoding: 'utf8', env: { ...before, ...dates } },
    })
  git('init', '--quiet')
  git('add', 'catalog/Dockerfile')
  git('commit', '--quiet', '--message=first')
  sha = git('rev-parse', 'HEAD').trim()
  return directory
}

beforeAll(async () => {
  scene = await aBuildScene()
  buildkit = await startBuildkit(scene.host)
  // Before HOME changes: Go keeps its cache there.
  workspace = checkout()
  const home = scene.directory('home')
  const docker = await dockerIn(home, {})
  expect((await docker.run('buildx', 'create', '--name=kit', '--driver=remote', '--use', buildkit.address)).code).toBe(
    0,
  )
  recordArguments(join(home, 'bin'))
  Object.assign(process.env, docker.environment, {
    PATH: `${join(home, 'bin')}:${before['PATH'] ?? ''}`,
    SECRET_VARIABLE: SECRETS.variable,
  })
})
afterAll(async () => {
  Object.assign(process.env, before)
  await buildkit.stop()
  await scene.close()
})

async function build(inputs: Readonly<Record<string, string>>) {
  writeFileSync(join(scene.root, 'argv'), '')
  const { repository = 'catalog', ...rest } = inputs
  const image = `${scene.host}/${repository}`
  const env = { GITHUB_SHA: sha, GITHUB_SERVER_URL: 'https://github.com' }
  const ended = await runInMemory(
    readRequest,
    { run },
    { inputs: { image, ...rest }, directory: workspace, env, acting: true },
  )
  const { outputs } = ended.runner.recorded
  return { ...ended, digest: outputs.get('digest') ?? '', record: outputs.get('record') ?? '' }
}

describe('build-by-digest', () => {
  test('says of every image where it comes from, and when its commit was made', async () => {
    const { digest, record, error } = await build({ context: 'catalog', platforms: 'linux/amd64,linux/arm64' })
    expect(error).toBeUndefined()
    const facts = {
      [`${PREFIX}.source`]: 'https://github.com/octo-org/octo-repo',
      [`${PREFIX}.revision`]: sha,
      [`${PREFIX}.created`]: COMMIT_TIME,
    }
    const { content } = await scene.client.manifest(scene.image('catalog'), parseDigest(digest))
    expect(content.annotations).toMatchObject(facts)
    const written = buildDocument.read(readFileSync(record))
    const child = await scene.client.manifest(
      scene.image('catalog'),
      written.platforms[0]?.digest ?? parseDigest(digest),
    )
    if (child.content.kind !== 'image') throw new TypeError('no image')
    const config = await scene.client.readBlob(scene.image('catalog'), child.content.config.digest, 1_000_000)
    expect(JSON.parse(new TextDecoder().decode(config))).toMatchObject({
      created: COMMIT_TIME,
      config: { Labels: facts },
    })
    expect(written.builder).toMatchObject({ name: 'buildx', driver: 'remote' })
  })

  test('takes the label of the caller instead', async () => {
    const label = `${PREFIX}.revision=mine`
    const { digest } = await build({
      context: 'catalog',
      labels: label,
      annotations: label,
      provenance: 'false',
      platforms: 'linux/amd64',
    })
    const { content } = await scene.client.manifest(scene.image('catalog'), parseDigest(digest))
    expect(content.annotations).toMatchObject({ [`${PREFIX}.revision`]: 'mine', [`${PREFIX}.created`]: COMMIT_TIME })
    expect(
      argv()
        .split('\n')
        .filter((each) => each.startsWith(`--label=${PREFIX}.revision`)),
    ).toEqual([`--label=${label}`])
  })

  const given = (value: string): Readonly<Record<string, string>> => ({
    ...{
      repository: 'probe',
      context: 'probe',
      'secret-files': 'file=secret.txt',
      'secret-envs': 'variable=SECRET_VARIABLE',
    },
    secrets: `value=${value}`,
  })

  test('gives a build its secrets, and nobody else', async () => {
    const { error, digest, record, runner } = await build({ ...given(SECRETS.value), 'no-cache': 'true' })
    expect(error).toBeUndefined()
    const { lines, summaries, outputs, annotations } = runner.recorded
    const said = JSON.stringify([lines, summaries, [...outputs], annotations])
    const provenance = await attestationsOf(digest)
    for (const secret of Object.values(SECRETS))
      for (const text of [said, argv(), readFileSync(record, 'utf8'), provenance]) expect(text).not.toContain(secret)
    const { status, stdout } = spawnSync('grep', ['-rl', SECRETS.value, workspace], { encoding: 'utf8' })
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  })

  test('shows no secret of a build that fails', async () => {
    const { error, runner } = await build({ ...given('canary-other-4714'), 'no-cache': 'true' })
    expect(error?.code).toBe('build-failed')
    const { lines, summaries, annotations } = runner.recorded
    const said = JSON.stringify([lines, summaries, annotations])
    expect(said).toContain('the secret value is ***')
    expect(said).not.toMatch(/canary-/)
    expect(argv()).not.toMatch(/canary-/)
  })

  /** Everything that the image says of itself, as text. */
  async function attestationsOf(digest: string): Promise<string> {
    const image = scene.image('probe')
    const { content } = await scene.client.manifest(image, parseDigest(digest))
    const texts: string[] = []
    for (const child of content.kind === 'index' ? content.manifests : []) {
      const manifest = await scene.client.manifest(image, child.digest)
      const blobs = manifest.content.kind === 'image' ? [manifest.content.config, ...manifest.content.layers] : []
      for (const { digest: blob, size } of blobs.filter(({ mediaType }) => mediaType.includes('json')))
        texts.push(new TextDecoder().decode(await scene.client.readBlob(image, blob, size)))
    }
    return texts.join('\n')
  }
})
