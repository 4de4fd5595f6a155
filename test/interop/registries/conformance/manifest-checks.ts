import assert from 'node:assert/strict'
import { digestOf } from '@promo/core'
import { OCI_CONFIG, OCI_MANIFEST } from '@promo/registry'
import { bytesOf, pointer } from '@promo/registry/testing'
import { locationOf, type RawRepository } from '../raw-registry.ts'
import { expectBytes, expectErrors, expectStatus, type Check, type CheckedRegistry } from './check.ts'
import {
  anArtifactIn,
  anImageIn,
  anIndexOf,
  contentOf,
  descriptorOf,
  json,
  LAYER,
  pushBlob,
  pushManifest,
  putManifest,
  randomBlob,
  readManifest,
  sha512Of,
  type Content,
} from './content.ts'

/** "Client and registry implementations SHOULD expect to be able to support manifest pushes of at least 4 megabytes." */
const LARGE_BYTES = 4_000_000
const TOO_LARGE_BYTES = 16_000_000

/** "Pushing Manifests", "Pushing Manifests with Subject". */
export const MANIFEST_CHECKS: readonly Check[] = [
  {
    name: 'takes a manifest by tag and by digest, and serves it where it says',
    run: async (registry) => {
      const repository = registry.repository()
      for (const tag of ['v1', undefined]) {
        const image = await anImageIn(repository)
        const location = locationOf(await pushManifest(repository, image, tag))
        const there = await repository.send('GET', location, { headers: { accept: image.mediaType } })
        await expectBytes(expectStatus(there, 200), image.bytes)
      }
    },
  },
  ...(
    [
      ['an index', async (at) => anIndexOf([await pushed(at, await anImageIn(at))])],
      [
        'an index of indexes',
        async (at) => anIndexOf([await pushed(at, anIndexOf([await pushed(at, await anImageIn(at))]))]),
      ],
      ['an index of nothing', async () => anIndexOf([], { annotations: { empty: 'yes' } })],
      ['an artifact', (at) => anArtifactIn(at)],
      ['an image without layers', (at) => anImageIn(at, { layers: [] })],
      ['an image with fields that nobody knows', (at) => anImageIn(at, { 'org.example.field': { any: [1, null] } })],
      ['an image with data in its descriptor', imageWithData],
      ['an image whose layers are elsewhere', (at) => anImageIn(at, { layers: [foreignLayer()] })],
      ['an artifact whose subject is not there', (at) => anArtifactIn(at, { subject: descriptorOf(absent()) })],
      ['a manifest of 4 MB', (at) => anImageIn(at, { annotations: { large: 'x'.repeat(LARGE_BYTES - 2000) } })],
    ] satisfies readonly (readonly [string, (at: RawRepository) => Promise<Content>])[]
  ).map(([what, make]) => ({ name: `keeps ${what}, byte by byte`, run: keeps(make) })),
  {
    name: 'takes and serves a manifest by its sha512 digest',
    run: async (registry) => {
      const repository = registry.repository()
      const image = await anImageIn(repository)
      expectStatus(await putManifest(repository, image, sha512Of(image.bytes)), 201)
      await expectBytes(expectStatus(await readManifest(repository, image, sha512Of(image.bytes)), 200), image.bytes)
    },
  },
  {
    name: 'pays no heed to parameters of the media type',
    run: async (registry) => {
      const repository = registry.repository()
      const image = await anImageIn(repository)
      const mediaType = `${image.mediaType}; charset=utf-8`
      expectStatus(await putManifest(repository, { ...image, mediaType }, image.digest), 201)
      const answer = expectStatus(await readManifest(repository, image, image.digest), 200)
      assert.equal(answer.headers.get('content-type'), image.mediaType)
    },
  },
  {
    name: 'refuses a manifest that is not the one of the digest: DIGEST_INVALID',
    run: async (registry) => {
      const repository = registry.repository()
      const image = await anImageIn(repository)
      const answer = await putManifest(repository, image, digestOf('another'))
      await expectErrors(expectStatus(answer, 400), 'DIGEST_INVALID')
      expectStatus(await putManifest(repository, image, 'sha256:no-digest'), 400)
    },
  },
  {
    name: 'refuses what is no JSON: MANIFEST_INVALID',
    run: async (registry) => {
      const repository = registry.repository()
      await pushManifest(repository, await anImageIn(repository), 'there')
      const answer = await putManifest(repository, contentOf(OCI_MANIFEST, bytesOf('{"schemaVersion":2')), 'v1')
      await expectErrors(expectStatus(answer, 400), 'MANIFEST_INVALID')
    },
  },
  {
    name: 'refuses a manifest that calls itself something else than Content-Type does',
    run: async (registry) => {
      const repository = registry.repository()
      const image = await anImageIn(repository)
      const mediaType = 'application/vnd.oci.image.index.v1+json'
      await expectErrors(expectStatus(await putManifest(repository, { ...image, mediaType }, 'v1'), 400))
    },
  },
  {
    name: 'says MANIFEST_BLOB_UNKNOWN when it refuses a manifest whose blobs are missing',
    run: async (registry) => {
      const repository = registry.repository()
      const answer = await putManifest(repository, absent(), 'v1')
      expectStatus(answer, 201, 400, 404)
      if (answer.status !== 201) await expectErrors(answer, 'MANIFEST_BLOB_UNKNOWN')
    },
  },
  {
    name: 'refuses a manifest of 16 MB: 413',
    run: async (registry) => {
      const repository = registry.repository()
      const image = await anImageIn(repository, { annotations: { large: 'x'.repeat(TOO_LARGE_BYTES) } })
      expectStatus(await putManifest(repository, image, 'v1'), 413)
    },
  },
]

function keeps(make: (at: RawRepository) => Promise<Content>): Check['run'] {
  return async (registry: CheckedRegistry) => {
    const repository = registry.repository()
    const content = await make(repository)
    await pushManifest(repository, content, 'v1')
    for (const reference of ['v1', content.digest])
      await expectBytes(expectStatus(await readManifest(repository, content, reference), 200), content.bytes)
  }
}

async function pushed(repository: RawRepository, content: Content): Promise<Content> {
  await pushManifest(repository, content)
  return content
}

/** OCI image-spec, descriptor.md, `data`: the content itself, beside its digest. */
async function imageWithData(repository: RawRepository): Promise<Content> {
  const layer = randomBlob()
  await pushBlob(repository, layer)
  return anImageIn(repository, { layers: [{ ...pointer(LAYER, layer), data: Buffer.from(layer).toString('base64') }] })
}

/** Nondistributable: named, never pushed (OCI image-spec, layer.md). */
function foreignLayer(): object {
  const mediaType = 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip'
  return { ...pointer(mediaType, randomBlob()), urls: ['https://layers.example.com/one'] }
}

function absent(): Content {
  const parts = { config: pointer(OCI_CONFIG, randomBlob()), layers: [pointer(LAYER, randomBlob())] }
  return contentOf(OCI_MANIFEST, json({ schemaVersion: 2, mediaType: OCI_MANIFEST, ...parts }))
}
