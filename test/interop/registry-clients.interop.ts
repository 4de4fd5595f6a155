import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { digestOf, parseImageName, pinImage, type ImageName, type PinnedImage } from '@promo/core'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, createRegistryClient, exportLayout, platformsOf, type RegistryClient } from '@promo/registry'
import { bytesOf, collect, pushImage } from '@promo/registry/testing'
import { ROOT } from '../../scripts/root.ts'
import {
  clientsSection,
  clientsSectionOf,
  withClientsSection,
  type ClientSeen,
} from './registries/clients/clients-section.ts'
import type { Command, ForeignClient } from './registries/clients/client.ts'
import { craneClient } from './registries/clients/crane-client.ts'
import { docker } from './registries/clients/docker.ts'
import { imagetools, type Imagetools } from './registries/clients/imagetools.ts'
import { oras, orasCommand } from './registries/clients/oras.ts'
import { SAMPLES, writeLayout, type Sample, type SampleName } from './registries/clients/samples.ts'
import { skopeo } from './registries/clients/skopeo.ts'
import { digestsIn } from './registries/crane.ts'
import { startDockerDaemon, type DockerDaemon } from './registries/docker-daemon.ts'
import { REGISTRIES, type RegistryKind } from './registries/real-registries.ts'
import type { RunningRegistry } from './registries/running-registry.ts'

jest.setTimeout(120_000)

const PAGE = join(ROOT, 'docs', 'registries.md')
const NOTE = 'application/vnd.example.note'
const CLIENTS = ['docker', 'skopeo', 'crane', 'oras', 'imagetools'] as const

const promo: RegistryClient = createRegistryClient({
  http: createHttpClient({ environment: {} }),
  credentials: ANONYMOUS,
})
const running = new Map<RegistryKind, RunningRegistry>()
const seen: ClientSeen[] = []
let home: string
let daemon: DockerDaemon | undefined
let clients: Readonly<Record<(typeof CLIENTS)[number], ForeignClient>>
let runOras: Command
let buildx: Imagetools

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'promo-registry-clients-'))
  daemon = await startDockerDaemon()
  buildx = imagetools(home)
  clients = {
    ...{ docker: docker(daemon), skopeo: skopeo(home), crane: craneClient(home), oras: oras(home) },
    imagetools: buildx,
  }
  runOras = orasCommand(home)
  for (const { name, image } of SAMPLES) await writeLayout(image, layoutOf(name))
  for (const kind of REGISTRIES) running.set(kind, await kind.start())
})

afterAll(async () => {
  await daemon?.close()
  for (const registry of running.values()) await registry.close()
  await rm(home, { recursive: true, force: true })
})

function layoutOf(name: SampleName): string {
  return join(home, name.replaceAll(' ', '-'))
}

function nameIn(kind: RegistryKind, repository: string): ImageName {
  return parseImageName(`${running.get(kind)?.host ?? 'not.running'}/${repository}`)
}

function repositoryOf(name: SampleName): string {
  return name.toLowerCase().replaceAll(' ', '-')
}

async function pushed(kind: RegistryKind, { name, image }: Sample): Promise<PinnedImage> {
  const target = nameIn(kind, `promo/${repositoryOf(name)}`)
  await pushImage(promo, target, image)
  return pinImage(target, image.descriptor.digest)
}

function samples(names: readonly SampleName[]): readonly Sample[] {
  return SAMPLES.filter(({ name }) => names.includes(name))
}

/** Everything of an image, as promo reads it: manifests, platforms, every blob hashed, and a layout of each platform. */
async function readByPromo(image: PinnedImage): Promise<number> {
  const platforms = await platformsOf(promo, image)
  for (const { digest } of platforms) {
    const { content } = await promo.manifest(image.name, digest)
    if (content.kind !== 'image') throw new Error(`${digest} is no image`)
    for (const blob of [content.config, ...content.layers])
      expect(digestOf(await collect(promo.blob(image.name, blob)))).toBe(blob.digest)
    const layout = await mkdtemp(join(home, 'exported-'))
    await exportLayout(promo, pinImage(image.name, digest), layout)
    expect(await digestsIn(layout)).toHaveLength(2 + content.layers.length)
  }
  return platforms.length
}

describe.each(REGISTRIES)('$name', (kind) => {
  test.each(CLIENTS)('gives %s what promo pushed, digest by digest', async (name) => {
    const client = clients[name]
    for (const sample of samples(client.reads)) await client.read(await pushed(kind, sample), sample)
    seen.push({ kind, client, read: client.reads, written: [] })
  })

  test.each(CLIENTS)('gives promo what %s pushed, under the digest that it told', async (name) => {
    const client = clients[name]
    for (const sample of samples(client.writes)) {
      const target = { name: nameIn(kind, `${name}/${repositoryOf(sample.name)}`), tag: 'v1' }
      const from = { layout: layoutOf(sample.name), image: await pushed(kind, sample), sample }
      const told = await client.write(from, target)
      const { digest } = await promo.manifest(target.name, { tag: 'v1' })
      expect(digest).toBe(told)
      if (name !== 'docker') expect(digest).toBe(sample.image.descriptor.digest)
      expect(await readByPromo(pinImage(target.name, digest))).toBe(Math.max(1, sample.image.children.length))
    }
    seen.push({ kind, client, read: [], written: client.writes })
  })

  test('gives promo the index that imagetools made of two images of promo', async () => {
    const [sample] = samples(['index'])
    if (sample === undefined) throw new Error('no index among the samples')
    const { name } = await pushed(kind, sample)
    const sources = sample.image.children.map(({ descriptor }) => pinImage(name, descriptor.digest))
    const told = await buildx.join(sources, { name, tag: 'joined' })
    const { digest } = await promo.manifest(name, { tag: 'joined' })
    expect(digest).toBe(told)
    const platforms = await platformsOf(promo, pinImage(name, digest))
    expect(platforms.map((each) => [each.platform, each.digest])).toEqual(
      sources.map((source, index) => [['linux/amd64', 'linux/arm64'][index], source.digest]),
    )
    expect(await readByPromo(pinImage(name, digest))).toBe(2)
  })

  test('lists with promo what oras attached, and with oras what promo attached', async () => {
    const [sample] = samples(['index'])
    if (sample === undefined) throw new Error('no index among the samples')
    const image = await pushed(kind, sample)
    const reference = `${image.name}@${image.digest}`
    const artifact = { artifactType: NOTE, payload: bytesOf('by promo'), annotations: { by: 'promo' } }
    const { digest: ours } = await promo.attach(image.name, sample.image.descriptor, artifact)
    await writeFile(join(home, 'note.txt'), 'by oras')
    const told = await runOras(
      'attach',
      '--plain-http',
      '--artifact-type',
      NOTE,
      '--format',
      'json',
      reference,
      'note.txt',
    )
    const theirs = (JSON.parse(told) as { digest: string }).digest
    const listed = (await promo.referrers(image.name, image.digest)).map(({ digest }) => digest)
    expect(listed.toSorted()).toEqual([ours, theirs].toSorted())
    const discovered = JSON.parse(await runOras('discover', '--plain-http', '--format', 'json', reference)) as {
      referrers: readonly { digest: string; artifactType: string; annotations: Record<string, string> }[]
    }
    expect(discovered.referrers.map(({ digest }) => digest).toSorted()).toEqual([ours, theirs].toSorted())
    const found = discovered.referrers.find(({ digest }) => digest === ours)
    expect(found).toMatchObject({ artifactType: NOTE, annotations: { by: 'promo' } })
  })
})

test('docs/registries.md says which clients were seen', async () => {
  const page = await readFile(PAGE, 'utf8')
  const section = await clientsSection(Object.values(clients), seen)
  if (process.env.PROMO_UPDATE_DOCS === '1') await writeFile(PAGE, withClientsSection(page, section))
  else expect(clientsSectionOf(page)).toBe(section)
})
