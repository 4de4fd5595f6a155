import { digestOf } from '@promo/core'
import { locationOf, octets, type RawRepository } from '../raw-registry.ts'
import { expectBytes, expectErrors, expectStatus, type Check, type CheckedRegistry } from './check.ts'
import { closeUpload, pushBlob, putBlob, randomBlob, sha512Of } from './content.ts'

/** "Pushing blobs": whole ones, mounts, and what is refused. */
export const PUSH_CHECKS: readonly Check[] = [
  {
    name: 'takes a blob by POST and PUT, and serves it where it says',
    run: async (registry) => {
      const repository = registry.repository()
      const blob = randomBlob()
      const answer = await pushBlob(repository, blob)
      await expectBytes(expectStatus(await repository.send('GET', locationOf(answer)), 200), blob)
    },
  },
  {
    name: 'takes a blob by POST alone, or begins an upload instead',
    run: async (registry) => {
      const repository = registry.repository()
      const blob = randomBlob()
      const posted = await repository.send('POST', `blobs/uploads/?digest=${digestOf(blob)}`, octets(blob))
      expectStatus(posted, 201, 202)
      if (posted.status === 202) {
        expectStatus(await closeUpload(repository, locationOf(posted), digestOf(blob), blob), 201)
      }
      await expectHeld(repository, digestOf(blob), blob)
    },
  },
  {
    name: 'takes a blob that flows in by PATCH without a range',
    run: async (registry) => {
      const repository = registry.repository()
      const blob = randomBlob()
      const patched = await repository.send('PATCH', await repository.startUpload(), octets(blob))
      expectStatus(patched, 202)
      expectStatus(await closeUpload(repository, locationOf(patched), digestOf(blob)), 201)
      await expectHeld(repository, digestOf(blob), blob)
    },
  },
  {
    name: 'takes a blob of no bytes',
    run: async (registry) => {
      const repository = registry.repository()
      await pushBlob(repository, new Uint8Array())
      await expectHeld(repository, digestOf(''), new Uint8Array())
    },
  },
  {
    name: 'takes and serves a blob by its sha512 digest',
    run: async (registry) => {
      const repository = registry.repository()
      const blob = randomBlob()
      await pushBlob(repository, blob, sha512Of(blob))
      await expectHeld(repository, sha512Of(blob), blob)
    },
  },
  {
    name: 'refuses bytes that are not those of the digest: DIGEST_INVALID',
    run: async (registry) => {
      const repository = registry.repository()
      const blob = randomBlob()
      await expectErrors(expectStatus(await putBlob(repository, randomBlob(), digestOf(blob)), 400), 'DIGEST_INVALID')
      expectStatus(await repository.send('HEAD', `blobs/${digestOf(blob)}`), 404)
    },
  },
  {
    name: 'refuses a digest that is none',
    run: async (registry) => {
      const repository = registry.repository()
      for (const digest of ['sha256:abc', 'md5:d41d8cd98f00b204e9800998ecf8427e', 'nothing'])
        expectStatus(await putBlob(repository, randomBlob(), digest), 400)
    },
  },
  {
    name: 'mounts a blob from another repository, or begins an upload',
    run: (registry) => mounts(registry, (digest, from) => `?mount=${digest}&from=${from}`),
  },
  {
    name: 'mounts a blob from wherever it is, or begins an upload',
    run: (registry) => mounts(registry, (digest) => `?mount=${digest}`),
  },
  {
    name: 'begins an upload when the blob to mount is not in the other repository',
    run: async (registry) => {
      const [from, to] = [registry.repository(), registry.repository()]
      const blob = randomBlob()
      await pushBlob(from, randomBlob())
      const posted = await to.send('POST', `blobs/uploads/?mount=${digestOf(blob)}&from=${from.name}`)
      expectStatus(posted, 202)
      expectStatus(await closeUpload(to, locationOf(posted), digestOf(blob), blob), 201)
      await expectHeld(to, digestOf(blob), blob)
    },
  },
]

async function mounts(registry: CheckedRegistry, query: (digest: string, from: string) => string): Promise<void> {
  const [from, to] = [registry.repository(), registry.repository()]
  const blob = randomBlob()
  await pushBlob(from, blob)
  const posted = await to.send('POST', `blobs/uploads/${query(digestOf(blob), from.name)}`)
  expectStatus(posted, 201, 202)
  if (posted.status === 202) expectStatus(await closeUpload(to, locationOf(posted), digestOf(blob), blob), 201)
  await expectHeld(to, digestOf(blob), blob)
}

async function expectHeld(repository: RawRepository, digest: string, bytes: Uint8Array): Promise<void> {
  expectStatus(await repository.send('HEAD', `blobs/${digest}`), 200)
  await expectBytes(expectStatus(await repository.send('GET', `blobs/${digest}`), 200), bytes)
}
