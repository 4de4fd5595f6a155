import assert from 'node:assert/strict'
import { digestOf } from '@promo/core'
import { OCI_INDEX } from '@promo/registry'
import type { RawRepository } from '../raw-registry.ts'
import { expectErrors, expectSame, expectStatus, type Check } from './check.ts'
import { anArtifactIn, anImageIn, anIndexOf, ARTIFACT, descriptorOf, pushManifest } from './content.ts'

const TAGS = ['1.0', 'V2', '_x', 'a', 'b-c', 'b.c', 'b_c', 'latest']

/** "Listing Tags". */
export const TAG_CHECKS: readonly Check[] = [
  {
    name: 'lists all tags, in order',
    run: async (registry) => {
      const repository = registry.repository()
      await pushTags(repository)
      expectSame(await listedTags(repository, 'tags/list'), TAGS.toSorted())
    },
  },
  {
    name: 'lists n tags at most, those after the last, with an address of the rest',
    run: async (registry) => {
      const repository = registry.repository()
      await pushTags(repository)
      const sorted = TAGS.toSorted()
      const answer = await repository.send('GET', 'tags/list?n=3')
      assert.match(answer.headers.get('link') ?? '', /rel="?next"?/)
      expectSame(await listedTags(repository, 'tags/list?n=3'), sorted.slice(0, 3))
      expectSame(await listedTags(repository, `tags/list?n=3&last=${sorted[2] ?? ''}`), sorted.slice(3, 6))
      expectSame(await listedTags(repository, `tags/list?last=${sorted[5] ?? ''}`), sorted.slice(6))
      expectSame(await allPages(repository, 'tags/list?n=3', listedTags), sorted)
    },
  },
  {
    name: 'lists no tag for n=0',
    run: async (registry) => {
      const repository = registry.repository()
      await pushTags(repository)
      const answer = expectStatus(await repository.send('GET', 'tags/list?n=0'), 200)
      assert.equal(answer.headers.get('link'), null)
      expectSame(await listedTags(repository, 'tags/list?n=0'), [])
    },
  },
  {
    name: 'answers 404 and NAME_UNKNOWN to who lists tags of a repository that does not exist',
    run: async (registry) => {
      await expectErrors(expectStatus(await registry.repository().send('GET', 'tags/list'), 404), 'NAME_UNKNOWN')
    },
  },
]

/** "Listing Referrers": a registry without that API answers 404 and claims nothing by OCI-Subject. */
export const REFERRER_CHECKS: readonly Check[] = [
  {
    name: 'says OCI-Subject exactly when it lists referrers',
    run: async (registry) => {
      const repository = registry.repository()
      const subject = await anImageIn(repository)
      const artifact = await anArtifactIn(repository, { subject: descriptorOf(subject) })
      const answer = await pushManifest(repository, artifact)
      const listing = await repository.send('GET', `referrers/${subject.digest}`)
      expectStatus(listing, 200, 404)
      assert.equal(answer.headers.get('oci-subject'), listing.status === 200 ? subject.digest : null)
    },
  },
  {
    name: 'lists nothing of a subject that nothing refers to',
    run: async (registry) => {
      const repository = registry.repository()
      await pushManifest(repository, await anImageIn(repository))
      const listed = await referrers(repository, `referrers/${digestOf('no subject')}`)
      if (listed !== undefined) expectSame(listed, [])
    },
  },
  {
    name: 'lists images, artifacts and indexes that refer to a subject, each with what it is',
    run: async (registry) => {
      const repository = registry.repository()
      const { subject, artifact, image, index } = await pushReferrers(repository)
      const listed = await referrers(repository, `referrers/${subject}`)
      if (listed === undefined) return
      const byDigest = new Map(listed.map((entry) => [entry.digest, entry]))
      expectSame([...byDigest.keys()].sort(), [artifact, image, index].map(({ digest }) => digest).sort())
      assert.equal(byDigest.get(artifact.digest)?.artifactType, ARTIFACT)
      expectSame(byDigest.get(artifact.digest)?.annotations, { note: 'kept' })
      assert.equal(byDigest.get(artifact.digest)?.size, artifact.size)
      assert.equal(byDigest.get(image.digest)?.artifactType, 'application/vnd.oci.image.config.v1+json')
      assert.equal(byDigest.get(index.digest)?.mediaType, OCI_INDEX)
    },
  },
  {
    name: 'lists referrers of one type alone when it says that it filters',
    run: async (registry) => {
      const repository = registry.repository()
      const { subject, artifact } = await pushReferrers(repository)
      const path = `referrers/${subject}?artifactType=${encodeURIComponent(ARTIFACT)}`
      const listed = await referrers(repository, path)
      if (listed === undefined) return
      const answer = await repository.send('GET', path)
      const digests = listed.map(({ digest }) => digest)
      if (/\bartifactType\b/.test(answer.headers.get('oci-filters-applied') ?? ''))
        expectSame(digests, [artifact.digest])
      else assert.ok(digests.includes(artifact.digest))
    },
  },
  {
    name: 'lists a referrer no longer once it is deleted',
    run: async (registry) => {
      const repository = registry.repository()
      const { subject, artifact } = await pushReferrers(repository)
      const answer = await repository.send('DELETE', `manifests/${artifact.digest}`)
      const listed = await referrers(repository, `referrers/${subject}`)
      if (listed === undefined || answer.status !== 202) return
      assert.ok(!listed.some(({ digest }) => digest === artifact.digest))
    },
  },
]

interface Listed {
  readonly digest: string
  readonly mediaType: string
  readonly size: number
  readonly artifactType?: string
  readonly annotations?: Readonly<Record<string, string>>
}

type ReferrersSeen = Readonly<Record<'artifact' | 'image' | 'index', Awaited<ReturnType<typeof anImageIn>>>>

async function pushReferrers(repository: RawRepository): Promise<ReferrersSeen & { readonly subject: string }> {
  const target = await anImageIn(repository)
  await pushManifest(repository, target)
  const subject = descriptorOf(target)
  const artifact = await anArtifactIn(repository, { subject, annotations: { note: 'kept' } })
  const image = await anImageIn(repository, { subject })
  const index = anIndexOf([], { subject, artifactType: 'application/vnd.example.other' })
  for (const content of [artifact, image, index]) await pushManifest(repository, content)
  return { subject: target.digest, artifact, image, index }
}

/** Over all pages; undefined where there is no such API. */
async function referrers(repository: RawRepository, path: string): Promise<readonly Listed[] | undefined> {
  const first = await repository.send('GET', path)
  if (first.status === 404) return undefined
  return allPages(repository, path, async (at, page) => {
    const answer = expectStatus(await at.send('GET', page), 200)
    assert.equal(answer.headers.get('content-type'), OCI_INDEX)
    const index = (await answer.json()) as { readonly schemaVersion: number; readonly manifests: readonly Listed[] }
    assert.equal(index.schemaVersion, 2)
    return index.manifests
  })
}

async function pushTags(repository: RawRepository): Promise<void> {
  const image = await anImageIn(repository)
  for (const tag of TAGS) await pushManifest(repository, image, tag)
}

async function listedTags(repository: RawRepository, path: string): Promise<readonly string[]> {
  const answer = expectStatus(await repository.send('GET', path), 200)
  const { name, tags } = (await answer.json()) as { readonly name: string; readonly tags: readonly string[] | null }
  assert.equal(name, repository.name)
  return tags ?? []
}

/** Follows `Link: <…>; rel="next"` (RFC 8288). */
async function allPages<Entry>(
  repository: RawRepository,
  path: string,
  read: (repository: RawRepository, path: string) => Promise<readonly Entry[]>,
): Promise<readonly Entry[]> {
  const entries = [...(await read(repository, path))]
  const link = (await repository.send('GET', path)).headers.get('link')
  const next = link === null ? undefined : /<([^>]+)>/.exec(link)?.[1]
  return next === undefined ? entries : [...entries, ...(await allPages(repository, next, read))]
}
