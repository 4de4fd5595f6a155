import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { digestOf, parseImageName, pinImage, type Digest, type ImageName, type PinnedImage } from '@promo/core'
import { createHttpClient, type HttpClient, type HttpRequest, type HttpResponse } from '@promo/http'
import {
  ANONYMOUS,
  copyImage,
  createRegistryClient,
  fallbackTag,
  OCI_INDEX,
  type RegistryClient,
} from '@promo/registry'
import { anImage, anIndex, bytesOf, collect, pushImage, type BuiltManifest } from '@promo/registry/testing'
import { ROOT } from '../../scripts/root.ts'
import { clientsSectionOf } from './registries/clients/clients-section.ts'
import { CHECKS, deviationsOf } from './registries/conformance/conformance.ts'
import { KNOWN_DEVIATIONS } from './registries/conformance/known-deviations.ts'
import { craneIn, digestsIn, type Crane } from './registries/crane.ts'
import { observe, type Observed } from './registries/observations.ts'
import { rawRepository } from './registries/raw-registry.ts'
import { REGISTRIES, type RegistryKind } from './registries/real-registries.ts'
import { recording, type RecordingClient } from './registries/recorded-requests.ts'
import { registriesPage, type Conformance, type PromoThere } from './registries/registries-page.ts'
import type { RunningRegistry } from './registries/running-registry.ts'

jest.setTimeout(120_000)

const PAGE = join(ROOT, 'docs', 'registries.md')
const ATTACHED_AT_ONCE = 10
const ARTIFACT_TYPE = 'application/vnd.example.note'

/** The same bytes in every registry; with a referrer of its own once it is pushed. */
const index = anIndex([anImage('app'), anImage('app', 'arm64')])

/** Large enough to be worth resuming. */
const content = new Uint8Array(10 * 1024 * 1024).map((_, place) => (place * 31) % 251)
const large = { digest: digestOf(content), size: content.byteLength }

const running = new Map<RegistryKind, RunningRegistry>()
const observed = new Map<RegistryKind, Observed>()
const conformance = new Map<RegistryKind, Conformance>()
const promoThere = new Map<RegistryKind, Partial<PromoThere>>()
let home: string
let crane: Crane

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'promo-registries-'))
  crane = craneIn(home)
  for (const kind of REGISTRIES) running.set(kind, await kind.start())
})

afterAll(async () => {
  for (const registry of running.values()) await registry.close()
  await rm(home, { recursive: true, force: true })
})

function nameIn(kind: RegistryKind, repository: string): ImageName {
  return parseImageName(`${found(running, kind).host}/${repository}`)
}

function found<Value>(map: ReadonlyMap<RegistryKind, Value>, kind: RegistryKind): Value {
  const value = map.get(kind)
  if (value === undefined) throw new Error(`nothing is known of ${kind.name}`)
  return value
}

function aClient(): { readonly client: RegistryClient; readonly http: RecordingClient } {
  const http = recording(createHttpClient({ environment: {} }))
  return { client: createRegistryClient({ http, credentials: ANONYMOUS }), http }
}

async function push(client: RegistryClient, name: ImageName, image: BuiltManifest): Promise<PinnedImage> {
  await pushImage(client, name, image)
  return pinImage(name, image.descriptor.digest)
}

function attach(client: RegistryClient, name: ImageName, text: string): Promise<Digest> {
  const artifact = { artifactType: ARTIFACT_TYPE, payload: bytesOf(text), annotations: {} }
  return client.attach(name, index.descriptor, artifact).then(({ digest }) => digest)
}

async function referrersOf(client: RegistryClient, { name, digest }: PinnedImage): Promise<readonly Digest[]> {
  return (await client.referrers(name, digest)).map((listed) => listed.digest).sort()
}

/** What the API lists where there is one, and else the fallback tag: cosign does not put the two together. */
async function listedAlone(host: string, repository: string, subject: Digest): Promise<readonly Digest[]> {
  const raw = rawRepository(host, repository)
  const api = await raw.send('GET', `referrers/${subject}`)
  const headers = { accept: OCI_INDEX }
  const list = api.status === 200 ? api : await raw.send('GET', `manifests/${fallbackTag(subject)}`, { headers })
  const { manifests } = (await list.json()) as { readonly manifests: readonly { readonly digest: Digest }[] }
  return manifests.map(({ digest }) => digest).sort()
}

function withEvidence(
  image: PinnedImage,
  to: ImageName,
  tags: readonly string[] = [],
): Parameters<typeof copyImage>[0] {
  return { from: { kind: 'image', image }, to, tags, evidence: true, onTagConflict: 'fail' }
}

/** Digests of everything that an image consists of. */
function contentOf({ descriptor, blobs, children }: BuiltManifest): readonly string[] {
  return [descriptor.digest, ...blobs.map((blob) => digestOf(blob)), ...children.flatMap(contentOf)]
}

function blobsOf({ blobs, children }: BuiltManifest): readonly Uint8Array[] {
  return [...blobs, ...children.flatMap(blobsOf)]
}

async function* pieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let offset = 0; offset < bytes.byteLength; offset += 65_536)
    yield await Promise.resolve(bytes.subarray(offset, offset + 65_536))
}

/** The content, whose connection breaks in the first attempt after two thirds. */
function breakingOnce(): () => AsyncIterable<Uint8Array> {
  let attempts = 0
  return async function* open() {
    attempts += 1
    yield* pieces(attempts > 1 ? content : content.subarray(0, 7 * 1024 * 1024))
    if (attempts > 1) return
    await setTimeout(500)
    throw Object.assign(new Error('the connection broke'), { code: 'ECONNRESET' })
  }
}

/** What a proxy answers to a body of more than 5 MiB. */
function refuseLarge({ body, url }: HttpRequest): Promise<HttpResponse> | undefined {
  const isLarge = typeof body === 'object' && 'size' in body && body.size > 5 * 1024 * 1024
  const answer = { status: 413, headers: new Headers(), url: new URL(url), body: new Uint8Array() }
  return isLarge ? Promise.resolve(answer) : undefined
}

describe.each(REGISTRIES)('$name', (kind) => {
  test('answers raw requests', async () => {
    observed.set(kind, await observe(found(running, kind).host))
  })

  test('keeps to the specification, but for what is known of it', async () => {
    const deviations = await deviationsOf(found(running, kind).host)
    const known = new Set(KNOWN_DEVIATIONS[kind.name])
    expect(deviations.filter(({ check }) => !known.has(check))).toEqual([])
    expect(deviations.map(({ check }) => check).sort()).toEqual([...known].sort())
    conformance.set(kind, { kept: CHECKS.length - deviations.length, of: CHECKS.length })
  })

  test('gives crane what promo pushed, digest by digest and byte by byte', async () => {
    const { client } = aClient()
    const name = nameIn(kind, 'promo/pushed')
    const image = await push(client, name, index)
    const layout = join(home, `${found(running, kind).host}-pulled`)
    await crane.pull(`${name}@${image.digest}`, layout)
    expect((await digestsIn(layout)).toSorted()).toEqual([...contentOf(index)].toSorted())
    for (const { descriptor, bytes } of [index, ...index.children]) {
      expect(await crane.manifest(`${name}@${descriptor.digest}`)).toBe(Buffer.from(bytes).toString())
    }
  })

  test('gives promo what crane pushed, digest by digest and byte by byte', async () => {
    const { client } = aClient()
    const name = nameIn(kind, 'crane/pushed')
    await crane.push(join(home, `${found(running, kind).host}-pulled`), `${name}:v1`)
    const tagged = await client.manifest(name, { tag: 'v1' })
    expect(tagged.digest).toBe(index.descriptor.digest)
    for (const { descriptor, bytes } of [index, ...index.children]) {
      expect((await client.manifest(name, descriptor.digest)).bytes).toEqual(bytes)
    }
    for (const blob of blobsOf(index)) {
      const read = await collect(client.blob(name, { digest: digestOf(blob), size: blob.byteLength }))
      expect(Buffer.compare(read, blob)).toBe(0)
    }
  })

  test('lists what promo attached where the registry lists it itself, else in the fallback tag alone', async () => {
    const { client } = aClient()
    const name = nameIn(kind, 'promo/attached')
    const image = await push(client, name, index)
    const referrer = await attach(client, name, 'a note')
    expect(await referrersOf(client, image)).toEqual([referrer])
    expect(await referrersOf(aClient().client, image)).toEqual([referrer])
    const hasFallback = (await crane.tags(name)).includes(fallbackTag(image.digest))
    expect(hasFallback).toBe(!found(observed, kind).referrersApi)
    if (hasFallback) expect(await crane.manifest(`${name}:${fallbackTag(image.digest)}`)).toContain(referrer)
    promoThere.set(kind, { ...promoThere.get(kind), listing: hasFallback ? 'fallback tag' : 'referrers API' })
  })

  test('loses none of ten artifacts that one client attaches to one digest at once', async () => {
    const { client } = aClient()
    const name = nameIn(kind, 'promo/at-once')
    const image = await push(client, name, index)
    const notes = Array.from({ length: ATTACHED_AT_ONCE }, (_, number) => `note ${number}`)
    const attached = await Promise.all(notes.map((note) => attach(client, name, note)))
    expect(new Set(attached).size).toBe(ATTACHED_AT_ONCE)
    expect(await referrersOf(aClient().client, image)).toEqual(attached.toSorted())
    expect(await listedAlone(found(running, kind).host, 'promo/at-once', image.digest)).toEqual(attached.toSorted())
  })

  test('keeps a tag on the digest that it names, and takes nothing of the copy that was refused', async () => {
    const { client } = aClient()
    const name = nameIn(kind, 'promo/tagged')
    await crane.push(join(home, `${found(running, kind).host}-pulled`), `${name}:v1`)
    const other = await push(client, nameIn(kind, 'promo/other'), anImage('another'))
    await expect(copyImage(withEvidence(other, name, ['v1']), { registry: client })).rejects.toMatchObject({
      code: 'tag-taken',
    })
    expect(await crane.digest(`${name}:v1`)).toBe(index.descriptor.digest)
    expect(await client.resolve(pinImage(name, other.digest))).toBeUndefined()
  })

  test('moves no blob between its repositories', async () => {
    const { client } = aClient()
    const from = await push(client, nameIn(kind, 'promo/near'), index)
    const copier = aClient()
    const to = nameIn(kind, 'promo/copied')
    const { tally } = await copyImage(withEvidence(from, to), { registry: copier.client })
    expect(copier.http.requests.filter((request) => /^(?:PUT|PATCH) .*\/blobs\//.test(request))).toEqual([])
    expect(copier.http.requests.filter((request) => /^GET .*\/blobs\//.test(request))).toEqual([])
    expect(tally).toMatchObject({ manifests: 3, blobs: 0 })
    expect(tally.mounted).toBe(found(observed, kind).mount ? blobsOf(index).length : 0)
    const copy = tally.mounted > 0 ? 'mounts' : 'finds'
    promoThere.set(kind, { ...promoThere.get(kind), copy })
    expect(await crane.digest(`${to}@${from.digest}`)).toBe(from.digest)
  })

  test('takes the rest of an upload that broke, or the whole again', async () => {
    const { client, http } = aClient()
    const name = nameIn(kind, 'promo/broken')
    expect(await client.putBlob(name, { ...large, open: breakingOnce() })).toBe('uploaded')
    expect(digestOf(await collect(client.blob(name, large)))).toBe(large.digest)
    const broken = http.requests.some((request) => request.startsWith('PATCH')) ? 'goes on' : 'starts over'
    promoThere.set(kind, { ...promoThere.get(kind), broken })
  })

  test('takes chunks where one piece is refused', async () => {
    const real = createHttpClient({ environment: {} })
    const limited: HttpClient = { ...real, request: (request) => refuseLarge(request) ?? real.request(request) }
    const http = recording(limited)
    const client = createRegistryClient({ http, credentials: ANONYMOUS })
    const name = nameIn(kind, 'promo/chunks')
    // The registry of go-containerregistry has a blob in every repository.
    const other = content.toReversed()
    const blob = { digest: digestOf(other), size: other.byteLength }
    expect(await client.putBlob(name, { ...blob, open: () => pieces(other) })).toBe('uploaded')
    expect(http.requests.filter((request) => request.startsWith('PATCH'))).toHaveLength(3)
    expect(digestOf(await collect(client.blob(name, blob)))).toBe(blob.digest)
  })
})

const PAIRS = REGISTRIES.flatMap((from) => REGISTRIES.filter((to) => to !== from).map((to) => ({ from, to })))

test.each(PAIRS)('a copy from $from.name to $to.name keeps every digest', async ({ from, to }) => {
  const { client } = aClient()
  const source = await push(client, nameIn(from, 'promo/far'), index)
  const referrer = await attach(client, source.name, 'travels along')
  const name = nameIn(to, `from/${REGISTRIES.indexOf(from)}`)
  const copy = await copyImage(withEvidence(source, name, ['v1']), { registry: client })
  expect(copy).toMatchObject({ digest: index.descriptor.digest, tally: { manifests: 4, referrers: 1 } })
  expect(await crane.digest(`${name}:v1`)).toBe(index.descriptor.digest)
  const layout = join(home, `${REGISTRIES.indexOf(from)}-${REGISTRIES.indexOf(to)}`)
  await crane.pull(`${name}:v1`, layout)
  expect((await digestsIn(layout)).toSorted()).toEqual([...contentOf(index)].toSorted())
  expect(await crane.manifest(`${name}@${referrer}`)).toBe(await crane.manifest(`${source.name}@${referrer}`))
  expect(await referrersOf(aClient().client, pinImage(name, copy.digest))).toEqual([referrer])
})

test('docs/registries.md says what was seen', async () => {
  const rows = REGISTRIES.map((kind) => {
    const { listing, copy, broken } = found(promoThere, kind)
    if (listing === undefined || copy === undefined || broken === undefined)
      throw new Error(`${kind.name} was not seen whole`)
    const seen = { ...found(observed, kind), conformance: found(conformance, kind) }
    return [kind, { ...seen, promo: { listing, copy, broken } }] as const
  })
  const present = existsSync(PAGE) ? await readFile(PAGE, 'utf8') : ''
  const page = registriesPage(rows, clientsSectionOf(present))
  if (process.env.PROMO_UPDATE_DOCS === '1') await writeFile(PAGE, page)
  else expect(present).toBe(page)
})
