import { digestOf } from '@promo/core'
import { locationOf, octets, type RawRepository } from '../raw-registry.ts'
import { expectBytes, expectHeader, expectStatus, type Check } from './check.ts'
import { closeUpload, randomBlob } from './content.ts'

/** "Pushing a blob in chunks", "Cancel a blob upload". */
export const CHUNK_CHECKS: readonly Check[] = [
  {
    name: 'takes chunks in order, and tells the range that it has',
    run: async (registry) => {
      const repository = registry.repository()
      const blob = randomBlob(300)
      let location = await repository.startUpload()
      for (const first of [0, 100, 200]) {
        const answer = expectStatus(await sendChunk(repository, location, blob, first, first + 99), 202)
        expectHeader(answer, 'range', `0-${first + 99}`)
        location = locationOf(answer)
      }
      expectStatus(await closeUpload(repository, location, digestOf(blob)), 201)
      await expectBytes(await repository.send('GET', `blobs/${digestOf(blob)}`), blob)
    },
  },
  {
    name: 'takes the last chunk with the PUT that ends the upload',
    run: async (registry) => {
      const repository = registry.repository()
      const blob = randomBlob(200)
      const first = await sendChunk(repository, await repository.startUpload(), blob, 0, 99)
      expectStatus(first, 202)
      const range = { 'content-range': '100-199' }
      const last = blob.subarray(100)
      expectStatus(await closeUpload(repository, locationOf(first), digestOf(blob), last, range), 201)
      await expectBytes(await repository.send('GET', `blobs/${digestOf(blob)}`), blob)
    },
  },
  {
    name: 'answers 416 to a chunk out of order, tells where it stands, and goes on from there',
    run: async (registry) => {
      const repository = registry.repository()
      const blob = randomBlob(200)
      const first = expectStatus(await sendChunk(repository, await repository.startUpload(), blob, 0, 99), 202)
      expectStatus(await sendChunk(repository, locationOf(first), blob, 150, 199), 416)
      expectStatus(await sendChunk(repository, locationOf(first), blob, 0, 99), 416)
      const status = expectStatus(await repository.send('GET', locationOf(first)), 204)
      expectHeader(status, 'range', '0-99')
      const second = expectStatus(await sendChunk(repository, locationOf(status), blob, 100, 199), 202)
      expectStatus(await closeUpload(repository, locationOf(second), digestOf(blob)), 201)
    },
  },
  {
    name: 'answers 416 to a last chunk out of order',
    run: async (registry) => {
      const repository = registry.repository()
      const blob = randomBlob(200)
      const first = expectStatus(await sendChunk(repository, await repository.startUpload(), blob, 0, 99), 202)
      const range = { 'content-range': '150-199' }
      const last = blob.subarray(150)
      expectStatus(await closeUpload(repository, locationOf(first), digestOf(blob), last, range), 416)
    },
  },
  {
    name: 'forgets an upload that is given up',
    run: async (registry) => {
      const repository = registry.repository()
      const location = await repository.startUpload()
      expectStatus(await repository.send('DELETE', location), 204)
      expectStatus(await repository.send('GET', location), 404)
    },
  },
  {
    name: 'knows no upload that was never begun',
    run: async (registry) => {
      const repository = registry.repository()
      await closeUpload(repository, await repository.startUpload(), digestOf(''))
      const nowhere = 'blobs/uploads/00000000-0000-4000-8000-000000000000'
      expectStatus(await repository.send('PATCH', nowhere, octets(randomBlob())), 404)
    },
  },
]

function sendChunk(
  repository: RawRepository,
  location: URL,
  blob: Uint8Array,
  first: number,
  last: number,
): Promise<Response> {
  const { headers, body } = octets(blob.subarray(first, last + 1))
  return repository.send('PATCH', location, { headers: { ...headers, 'content-range': `${first}-${last}` }, body })
}
