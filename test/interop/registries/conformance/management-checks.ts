import { digestOf } from '@promo/core'
import { expectErrors, expectStatus, type Check } from './check.ts'
import { anImageIn, pushBlob, pushManifest, putManifest, randomBlob, readManifest } from './content.ts'

/** A registry without that deletion says 400 or 405 ("Deleting tags", "Deleting Manifests", "Deleting Blobs"). */
const NOT_OFFERED = [400, 405]

/** "Content Management". */
export const MANAGEMENT_CHECKS: readonly Check[] = [
  {
    name: 'deletes a tag and leaves the manifest, or says that it does not',
    run: async (registry) => {
      const repository = registry.repository()
      const image = await anImageIn(repository)
      await pushManifest(repository, image, 'v1')
      const answer = expectStatus(await repository.send('DELETE', 'manifests/v1'), 202, ...NOT_OFFERED)
      const after = answer.status === 202 ? 404 : 200
      expectStatus(await readManifest(repository, image, 'v1'), after)
      expectStatus(await readManifest(repository, image, image.digest), 200)
    },
  },
  {
    name: 'deletes a manifest with its tags, or says that it does not',
    run: async (registry) => {
      const repository = registry.repository()
      const image = await anImageIn(repository)
      await pushManifest(repository, image, 'v1')
      const answer = await repository.send('DELETE', `manifests/${image.digest}`)
      const after = expectStatus(answer, 202, ...NOT_OFFERED).status === 202 ? 404 : 200
      for (const reference of [image.digest, 'v1'])
        expectStatus(await readManifest(repository, image, reference, 'HEAD'), after)
    },
  },
  {
    name: 'deletes a blob, or says that it does not',
    run: async (registry) => {
      const repository = registry.repository()
      const blob = randomBlob()
      await pushBlob(repository, blob)
      const answer = await repository.send('DELETE', `blobs/${digestOf(blob)}`)
      const after = expectStatus(answer, 202, ...NOT_OFFERED).status === 202 ? 404 : 200
      expectStatus(await repository.send('HEAD', `blobs/${digestOf(blob)}`), after)
    },
  },
  {
    name: 'answers 404 to who deletes what is not there',
    run: async (registry) => {
      const repository = registry.repository()
      await pushManifest(repository, await anImageIn(repository), 'v1')
      const missing = digestOf('nothing')
      for (const path of [`manifests/${missing}`, `blobs/${missing}`])
        expectStatus(await repository.send('DELETE', path), 404, ...NOT_OFFERED)
    },
  },
]

const LONGEST_TAG = 't'.repeat(128)

/** The grammar of names and tags ("Pulling manifests"), and what is no endpoint. */
export const NAME_CHECKS: readonly Check[] = [
  {
    name: 'takes a tag of 128 characters and refuses a longer one',
    run: async (registry) => {
      const repository = registry.repository()
      const image = await anImageIn(repository)
      expectStatus(await putManifest(repository, image, LONGEST_TAG), 201)
      expectStatus(await readManifest(repository, image, LONGEST_TAG), 200)
      expectStatus(await putManifest(repository, image, `${LONGEST_TAG}t`), 400, 404)
    },
  },
  {
    name: 'knows no repository whose name is none, in the words of the specification',
    run: async (registry) => {
      for (const name of ['UPPER/case', '-dash', 'a//b', 'a/.b']) {
        const answer = expectStatus(await registry.send('GET', `/v2/${name}/tags/list`), 400, 404)
        await expectErrors(answer, 'NAME_INVALID', 'NAME_UNKNOWN')
      }
    },
  },
  {
    name: 'begins no upload in a repository whose name is none',
    run: async (registry) => {
      for (const name of ['UPPER/case', '-dash', 'a/.b'])
        expectStatus(await registry.send('POST', `/v2/${name}/blobs/uploads/`), 400, 404)
    },
  },
  {
    name: 'answers 404 where there is no endpoint and 405 where the method is not one',
    run: async (registry) => {
      const repository = registry.repository()
      const blob = randomBlob()
      await pushBlob(repository, blob)
      expectStatus(await repository.send('GET', 'nothing/here'), 404)
      expectStatus(await repository.send('PUT', `blobs/${digestOf(blob)}`), 405)
      expectStatus(await repository.send('POST', 'tags/list'), 405)
    },
  },
]
