import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  buildLayout,
  buildWithBuildx,
  type BuilderPorts,
  type BuildTarget,
  type LayoutBuildRequest,
} from '@promo/builders'
import { digestOf, hexOf, type Digest } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { runProgram } from '@promo/process'
import { ANONYMOUS, createRegistryClient, layoutImage, openLayout } from '@promo/registry'
import { anImage, httpOver, steppingClock, type BuiltManifest } from '@promo/registry/testing'
import { aMultiPlatformImage, APP, createScene, type Scene } from '../evidence/scene.ts'

let scene: Scene
let directory: string
let log: string[]

beforeEach(async () => {
  scene = createScene()
  log = []
  directory = await realpath(await mkdtemp(join(tmpdir(), 'promo-builders-')))
})
afterEach(() => rm(directory, { recursive: true }))

const REGISTRY: BuildTarget = { kind: 'registry', image: APP }

function ports(environment: BuilderPorts['environment'] = {}): BuilderPorts {
  const { registry } = scene
  return { registry, run: runProgram, environment, log: (line) => log.push(line) }
}

function manifests(image: BuiltManifest): readonly BuiltManifest[] {
  return [image, ...image.children.flatMap(manifests)]
}

/** The files of an OCI layout by their paths in it. */
function layoutFiles(image: BuiltManifest): Readonly<Record<string, string>> {
  const blobs = manifests(image).flatMap(({ bytes, blobs: own }) => [bytes, ...own])
  return {
    'oci-layout': '{"imageLayoutVersion":"1.0.0"}',
    'index.json': JSON.stringify({ schemaVersion: 2, manifests: [image.descriptor] }),
    ...Object.fromEntries(
      blobs.map((bytes) => [`blobs/sha256/${hexOf(digestOf(bytes))}`, Buffer.from(bytes).toString()]),
    ),
  }
}

/** A build script that writes the layout below its working directory, as the repository's own command would. */
const SCRIPT = `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
const files = JSON.parse(readFileSync('files.json', 'utf8'))
for (const [name, text] of Object.entries(files)) {
  mkdirSync(dirname(join('out', name)), { recursive: true })
  writeFileSync(join('out', name), text)
}
writeFileSync('environment.json', JSON.stringify(process.env))
console.log('built')
`

async function layoutRequest(
  image: BuiltManifest,
  change: Partial<LayoutBuildRequest> = {},
): Promise<LayoutBuildRequest> {
  await writeFile(join(directory, 'build.mjs'), SCRIPT)
  await writeFile(join(directory, 'files.json'), JSON.stringify(layoutFiles(image)))
  const command = [process.execPath, 'build.mjs']
  return { to: REGISTRY, context: directory, platforms: [], layout: join(directory, 'out'), command, ...change }
}

describe('a layout build', () => {
  test('runs the command and pushes what it leaves by digest, without a tag', async () => {
    const image = aMultiPlatformImage('app')
    const environment = { HOME: '/h', GITHUB_TOKEN: 's', 'INPUT_REGISTRY-PASSWORD': 's' }
    const built = await buildLayout(
      await layoutRequest(image, { platforms: ['linux/arm64', 'linux/amd64'] }),
      ports(environment),
    )
    expect(built).toMatchObject({
      digest: image.descriptor.digest,
      size: image.bytes.byteLength,
      builder: { name: 'command' },
      cache: 'none',
      materialsComplete: false,
    })
    expect(built.platforms.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64'])
    expect((await scene.registry.manifest(APP, built.digest)).bytes).toEqual(Buffer.from(image.bytes))
    expect(scene.sandbox.tags('your-org/catalog').size).toBe(0)
    expect(JSON.parse(await readFile(join(directory, 'environment.json'), 'utf8'))).not.toHaveProperty('GITHUB_TOKEN')
    expect(log).toContain('built')
  })

  test('saves a layout where nothing is pushed', async () => {
    const to = { kind: 'layout', directory: join(directory, 'saved') } as const
    await mkdir(to.directory)
    const built = await buildLayout(await layoutRequest(anImage('app'), { to }), ports())
    const layout = await openLayout(to.directory)
    expect(layoutImage(layout).digest).toBe(built.digest)
    await layout.close()
    expect(scene.sandbox.repositories()).toEqual([])
  })

  test('needs no command where the layout is there', async () => {
    const request = await layoutRequest(anImage('app'))
    await buildLayout(request, ports())
    expect(await buildLayout({ ...request, command: [] }, ports())).toMatchObject({ builder: { name: 'layout' } })
  })

  test.each([
    ['build-failed', { command: [process.execPath, '-e', 'console.error("no compiler"); process.exit(3)'] }],
    ['program-missing', { command: ['no-such-compiler'] }],
    ['build-platforms-differ', { platforms: ['linux/amd64', 'linux/arm64'] }],
    ['layout-invalid', { layout: '/nowhere', command: [] }],
  ])('ends with %s', async (code, change) => {
    const request = await layoutRequest(anImage('app'), change)
    await expectCode(code, () => buildLayout(request, ports()))
    if (code === 'build-failed') expect(log).toEqual(['no compiler'])
  })
})

describe('a buildx build', () => {
  /** Puts a program named docker on a PATH of its own, which answers as told. */
  async function docker(script: string, driver = 'Driver: docker-container'): Promise<BuilderPorts> {
    const program = join(directory, 'docker')
    const start = `#!${process.execPath}\nconst { writeFileSync } = require('node:fs')\nconst args = process.argv.slice(2)\n`
    const version = `if (args[1] === 'version') { console.log('github.com/docker/buildx v0.30.1 abc'); process.exit(0) }\n`
    const inspect = `if (args[1] === 'inspect') { console.log('${driver}\\nBuildKit version: v0.30.0'); process.exit(0) }\n`
    await writeFile(program, `${start}${version}${inspect}writeFileSync('args.json', JSON.stringify(args))\n${script}`)
    await chmod(program, 0o755)
    return ports({ PATH: directory })
  }

  const named = (digest: string): string =>
    `const file = args.find((each) => each.startsWith('--metadata-file=')).slice(16)
     writeFileSync(file, JSON.stringify({ 'containerimage.digest': '${digest}' }))`

  const build = (
    usePorts: BuilderPorts,
    { cacheFrom = [], rewriteTimestamp = false }: { cacheFrom?: readonly string[]; rewriteTimestamp?: boolean } = {},
  ) =>
    buildWithBuildx(
      {
        to: REGISTRY,
        workspace: directory,
        context: directory,
        platforms: ['linux/amd64'],
        buildArgs: ['A=1'],
        buildContexts: [],
        secrets: [],
        labels: [],
        annotations: [],
        noCache: false,
        rewriteTimestamp,
        cacheFrom,
        cacheTo: [],
        provenance: 'max',
        metadataFile: join(directory, 'metadata.json'),
        layoutFile: join(directory, 'layout.tar'),
      },
      usePorts,
    )

  test('gives the digest that builder and registry agree on', async () => {
    const { digest } = await scene.push(anImage('app'))
    const built = await build(await docker(named(digest)))
    expect(built).toMatchObject({
      digest,
      builder: { name: 'buildx', version: '0.30.1', driver: 'docker-container', buildkit: '0.30.0' },
      cache: 'none',
    })
    expect(await build(await docker(named(digest)), { cacheFrom: ['type=gha'] })).toMatchObject({ cache: 'shared' })
    const args = JSON.parse(await readFile(join(directory, 'args.json'), 'utf8')) as readonly string[]
    expect(args.slice(0, 2)).toEqual(['buildx', 'build'])
    expect(args).toContain('--build-arg=A=1')
  })

  test.each([
    ['every driver but one', true, 'Driver: docker-container'],
    [
      'not for a daemon that unpacks what it exports',
      false,
      'Driver: docker\\norg.mobyproject.buildkit.worker.snapshotter: overlayfs',
    ],
  ])('has times of files rewritten where it can be: %s', async (_what, rewritten, driver) => {
    const { digest } = await scene.push(anImage('app'))
    await build(await docker(named(digest), driver), { rewriteTimestamp: true })
    const output = (JSON.parse(await readFile(join(directory, 'args.json'), 'utf8')) as readonly string[]).find(
      (argument) => argument.startsWith('--output='),
    )
    expect(output?.endsWith(',rewrite-timestamp=true')).toBe(rewritten)
  })

  test.each<[string, string, (digest: Digest) => string]>([
    ['the build fails', 'build-failed', () => 'console.error("boom"); process.exit(1)'],
    ['no digest is named', 'builder-metadata-invalid', () => named('none')],
    ['there is no metadata file', 'builder-metadata-invalid', () => ''],
  ])('ends where %s', async (_what, code, script) => {
    const { digest } = await scene.push(anImage('app'))
    await expectCode(code, async () => build(await docker(script(digest))))
  })

  test('is refused when the registry does not have what was pushed', async () => {
    const http = httpOver({ 'ghcr.io': scene.sandbox.handler })
    const registry = createRegistryClient({ http, credentials: ANONYMOUS, clock: steppingClock() })
    const usePorts = { ...(await docker(named(digestOf('elsewhere')))), registry }
    await expectCode('registry-lagging', () => build(usePorts))
  })
})
