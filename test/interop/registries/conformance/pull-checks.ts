import assert from 'node:assert/strict'
import { digestOf } from '@promo/core'
import { expectBytes, expectErrors, expectHeader, expectStatus, type Check } from './check.ts'
import { anImageIn, pushBlob, pushManifest, randomBlob, readManifest } from './content.ts'

const MISSING = digestOf('what nobody pushed')

/** "Pull", "Checking if content exists in the registry", and the version check. */
export const PULL_CHECKS: readonly Check[] = [
  {
    name: 'says at /v2/ that it speaks the API',
    run: async (registry) => {
      expectStatus(await registry.send('GET', '/v2/'), 200)
    },
  },
  {
    name: 'serves a blob with its length, and HEAD says what GET does',
    run: async (registry) => {
      const repository = registry.repository()
      const blob = randomBlob()
      await pushBlob(repository, blob)
      for (const method of ['HEAD', 'GET']) {
        const answer = expectStatus(await repository.send(method, `blobs/${digestOf(blob)}`), 200)
        expectHeader(answer, 'content-length', String(blob.byteLength))
        expectHeader(answer, 'docker-content-digest', digestOf(blob))
        await expectBytes(answer, method === 'GET' ? blob : new Uint8Array())
      }
    },
  },
  {
    name: 'serves ranges of a blob: between two bytes, from one on, the last ones',
    run: async (registry) => {
      const repository = registry.repository()
      const blob = randomBlob()
      await pushBlob(repository, blob)
      for (const [range, first, last] of [
        ['bytes=100-199', 100, 199],
        ['bytes=500-', 500, 511],
        ['bytes=500-900', 500, 511],
        ['bytes=-12', 500, 511],
      ] as const) {
        const answer = expectStatus(
          await repository.send('GET', `blobs/${digestOf(blob)}`, { headers: { range } }),
          206,
        )
        expectHeader(answer, 'content-range', `bytes ${first}-${last}/512`)
        expectHeader(answer, 'content-length', String(last - first + 1))
        await expectBytes(answer, blob.subarray(first, last + 1))
      }
    },
  },
  {
    name: 'answers 416 to a range behind the end of a blob',
    run: async (registry) => {
      const repository = registry.repository()
      const blob = randomBlob()
      await pushBlob(repository, blob)
      const headers = { range: 'bytes=512-600' }
      expectStatus(await repository.send('GET', `blobs/${digestOf(blob)}`, { headers }), 416)
    },
  },
  {
    name: 'answers 404 and BLOB_UNKNOWN where there is no such blob',
    run: async (registry) => {
      const repository = registry.repository()
      await pushBlob(repository, randomBlob())
      expectStatus(await repository.send('HEAD', `blobs/${MISSING}`), 404)
      await expectErrors(expectStatus(await repository.send('GET', `blobs/${MISSING}`), 404), 'BLOB_UNKNOWN')
    },
  },
  {
    name: 'answers 404 and MANIFEST_UNKNOWN where there is no such manifest, by tag and by digest',
    run: async (registry) => {
      const repository = registry.repository()
      await pushManifest(repository, await anImageIn(repository), 'there')
      for (const reference of ['nothing', MISSING]) {
        expectStatus(await repository.send('HEAD', `manifests/${reference}`), 404)
        const answer = await repository.send('GET', `manifests/${reference}`)
        await expectErrors(expectStatus(answer, 404), 'MANIFEST_UNKNOWN')
      }
    },
  },
  {
    name: 'answers 404 for a repository that does not exist',
    run: async (registry) => {
      const repository = registry.repository()
      const answer = expectStatus(await repository.send('GET', 'manifests/latest'), 404)
      await expectErrors(answer, 'NAME_UNKNOWN', 'MANIFEST_UNKNOWN')
    },
  },
  {
    name: 'serves a manifest by tag and by digest as it was pushed, and HEAD says what GET does',
    run: async (registry) => {
      const repository = registry.repository()
      const image = await anImageIn(repository)
      await pushManifest(repository, image, 'v1')
      for (const reference of ['v1', image.digest]) {
        for (const method of ['HEAD', 'GET']) {
          const answer = expectStatus(await readManifest(repository, image, reference, method), 200)
          expectHeader(answer, 'content-type', image.mediaType)
          expectHeader(answer, 'content-length', String(image.size))
          expectHeader(answer, 'docker-content-digest', image.digest)
          await expectBytes(answer, method === 'GET' ? image.bytes : new Uint8Array())
        }
      }
    },
  },
  {
    name: 'serves a manifest to whoever names no media type, or another',
    run: async (registry) => {
      const repository = registry.repository()
      const image = await anImageIn(repository)
      await pushManifest(repository, image, 'v1')
      for (const accept of ['*/*', 'application/vnd.docker.distribution.manifest.v2+json']) {
        const answer = await repository.send('GET', 'manifests/v1', { headers: { accept } })
        assert.ok([200, 404, 406].includes(answer.status))
        if (accept === '*/*') await expectBytes(expectStatus(answer, 200), image.bytes)
      }
    },
  },
]
