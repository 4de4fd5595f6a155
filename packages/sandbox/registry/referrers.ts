import type { SandboxRequest, SandboxResponse } from '../network/index.ts'
import { errorAnswer, jsonAnswer, notAllowed } from './answers.ts'
import { isContentDigest, type ContentDigest } from './content-digest.ts'
import { factsOf } from './manifest-rules.ts'
import type { Store } from './store.ts'
import type { RegistrySwitches } from './switches.ts'

const INDEX = 'application/vnd.oci.image.index.v1+json'

/** distribution 3 and 2 for a path that they do not know (registry/handlers/app.go, `ServeHTTP`). */
const NO_PATH = { 'content-type': 'text/plain; charset=utf-8', 'docker-distribution-api-version': 'registry/2.0' }

/** OCI distribution-spec, "Listing Referrers": an index, empty for a subject that nothing refers to. */
export function answerReferrers(
  request: SandboxRequest,
  { repository, digest }: { readonly repository: string; readonly digest: string },
  store: Store,
  switches: RegistrySwitches,
): SandboxResponse {
  if (switches.referrers === 'redirect')
    return { status: 303, headers: { location: `https://github.com/${repository}` } }
  if (switches.referrers !== 'api') return { status: 404, headers: NO_PATH, body: '404 page not found\n' }
  if (request.method !== 'GET') return notAllowed('GET')
  if (!isContentDigest(digest)) return errorAnswer(400, 'DIGEST_INVALID', 'no full sha256 or sha512 digest')
  const artifactType = request.url.searchParams.get('artifactType')
  const all = referrersOf(store, repository, digest).filter(
    (entry) => artifactType === null || entry.artifactType === artifactType,
  )
  const first = Number(request.url.searchParams.get('page') ?? '0') * switches.referrersPage
  const manifests = all.slice(first, first + switches.referrersPage)
  const headers = {
    'content-type': INDEX,
    ...(artifactType === null ? {} : { 'oci-filters-applied': 'artifactType' }),
    ...(first + switches.referrersPage < all.length ? { link: nextLink(request) } : {}),
  }
  return jsonAnswer(200, { schemaVersion: 2, mediaType: INDEX, manifests }, headers)
}

interface ReferrerEntry {
  readonly mediaType: string
  readonly digest: ContentDigest
  readonly size: number
  readonly artifactType: string | undefined
  readonly annotations: unknown
}

function referrersOf(store: Store, repository: string, subject: ContentDigest): readonly ReferrerEntry[] {
  const manifests = store.repositories.get(repository)?.manifests.values() ?? []
  return [...manifests].flatMap(({ digest, mediaType, bytes }) => {
    const facts = factsOf(bytes)
    if (facts.subject !== subject) return []
    const { artifactType, annotations } = facts
    return [{ mediaType, digest, size: bytes.byteLength, artifactType, annotations }]
  })
}

function nextLink(request: SandboxRequest): string {
  const next = new URL(request.url)
  next.searchParams.set('page', String(Number(next.searchParams.get('page') ?? '0') + 1))
  return `<${next.pathname}${next.search}>; rel="next"`
}
