import { digestOf } from '@promo/core'
import { OCI_EMPTY, OCI_INDEX } from '@promo/registry'
import { anImage, bytesOf } from '@promo/registry/testing'
import { locationOf, octets, rawRepository, withDigest, type RawRepository } from './raw-registry.ts'

/** What a registry offers of what the OCI distribution specification leaves open, seen in its answers. */
export interface Observed {
  readonly referrersApi: boolean
  readonly mount: boolean
  /** What is answered to `n=2` where there are more tags; `cut off`: no address of the rest. */
  readonly tags: 'in pages' | 'whole' | 'cut off'
  readonly deletion: boolean
  readonly chunks: boolean
}

export async function observe(host: string): Promise<Observed> {
  const repository = rawRepository(host, 'seen/here')
  return {
    referrersApi: await listsReferrers(repository),
    mount: await mounts(repository, rawRepository(host, 'seen/there')),
    tags: await listsTags(repository),
    deletion: await deletes(repository),
    chunks: await takesChunks(repository),
  }
}

async function listsReferrers(repository: RawRepository): Promise<boolean> {
  const subject = anImage('subject')
  const referrer = anImage('referrer', 'amd64', { artifactType: OCI_EMPTY, subject: subject.descriptor })
  await repository.push(subject, 'subject')
  await repository.push(referrer, 'referrer')
  const answer = await repository.send('GET', `referrers/${subject.descriptor.digest}`)
  if (answer.status !== 200 || answer.headers.get('content-type') !== OCI_INDEX) return false
  return (await answer.text()).includes(referrer.descriptor.digest)
}

/** A mount is the answer 201; a registry that does none begins an upload instead. */
async function mounts(from: RawRepository, to: RawRepository): Promise<boolean> {
  const image = anImage('mounted')
  await from.push(image, 'mounted')
  const digest = digestOf(image.blobs[1] ?? '')
  const answer = await to.send('POST', `blobs/uploads/?mount=${digest}&from=seen/here`)
  return answer.status === 201 && (await to.send('HEAD', `blobs/${digest}`)).status === 200
}

async function listsTags(repository: RawRepository): Promise<Observed['tags']> {
  for (const tag of ['a', 'b', 'c']) await repository.push(anImage(tag), tag)
  const answer = await repository.send('GET', 'tags/list?n=2')
  const { tags } = (await answer.json()) as { readonly tags: readonly string[] }
  if (tags.length > 2) return 'whole'
  return /rel="?next/.test(answer.headers.get('link') ?? '') ? 'in pages' : 'cut off'
}

async function deletes(repository: RawRepository): Promise<boolean> {
  const { descriptor, ...image } = anImage('deleted')
  await repository.push({ ...image, descriptor }, 'deleted')
  const answer = await repository.send('DELETE', `manifests/${descriptor.digest}`)
  const headers = { accept: descriptor.mediaType }
  const after = await repository.send('GET', `manifests/${descriptor.digest}`, { headers })
  return answer.status === 202 && after.status === 404
}

/**
 * Two chunks, each with its range (OCI distribution-spec, "Pushing a blob in chunks"), read back as one. The registry of
 * go-containerregistry takes a chunk with 204 where the specification wants 202.
 */
async function takesChunks(repository: RawRepository): Promise<boolean> {
  const bytes = bytesOf('a blob that comes in two chunks')
  let location = await repository.startUpload()
  for (const [first, end] of [
    [0, 10],
    [10, bytes.byteLength],
  ] as const) {
    const { headers, body } = octets(bytes.subarray(first, end))
    const range = { 'content-range': `${first}-${end - 1}` }
    const answer = await repository.send('PATCH', location, { headers: { ...headers, ...range }, body })
    if (answer.status !== 202 && answer.status !== 204) return false
    location = locationOf(answer)
  }
  const ended = await repository.send('PUT', withDigest(location, bytes))
  if (ended.status !== 201) return false
  return (await (await repository.send('GET', `blobs/${digestOf(bytes)}`)).text()) === Buffer.from(bytes).toString()
}
