import { parseJson, type Digest, type ImageName, type JsonValue } from '@promo/core'
import type { HttpResponse } from '@promo/http'
import { answerError } from './answers.ts'
import { readDescriptor, type Descriptor } from './descriptor.ts'
import { registryError } from './errors.ts'
import { readFallback } from './fallback-index.ts'
import { isList, isObject, memberOf } from './json-shape.ts'
import { bareMediaType, OCI_INDEX } from './media-types.ts'
import { furtherPages } from './pages.ts'
import type { Session } from './session.ts'

/** Kyverno and cosign stop far below; a listing of more is an attack on whoever reads it. */
const REFERRER_LIMIT = 2000
/** How registries without the API answer; GHCR has sent 404 and, for a time, a redirect to its web site. */
const UNSUPPORTED: ReadonlySet<number> = new Set([400, 404, 405, 406, 410, 501])

/**
 * What refers to the subject (OCI distribution-spec, "Listing Referrers"): the API's answer and the fallback tag, merged by
 * digest. The tag counts even where the API works: content may be older than the API. Descriptors are hints; whoever needs
 * the truth opens the manifest. Throws rather than call a listing empty that could not be read.
 */
export async function listReferrers(
  session: Session,
  name: ImageName,
  subject: Digest,
): Promise<readonly Descriptor[]> {
  const [listed, fallback] = await Promise.all([
    listByApi(session, name, subject),
    readFallback(session, name, subject),
  ])
  const found = new Map<Digest, Descriptor>()
  for (const descriptor of [...(listed ?? []), ...(fallback?.entries ?? [])]) {
    if (!found.has(descriptor.digest)) found.set(descriptor.digest, descriptor)
  }
  return [...found.values()]
}

/** The API's list, every page of it; undefined where the registry has no such API. */
export async function listByApi(
  session: Session,
  name: ImageName,
  subject: Digest,
): Promise<readonly Descriptor[] | undefined> {
  const first = await askForReferrers(session, name, subject)
  if (!answersReferrers(first)) return undefined
  const found = [...readPage(first, name)]
  for await (const page of furtherPages(session, name, first)) {
    found.push(...readPage(page, name))
    if (found.length > REFERRER_LIMIT) throw invalid(name, `more than ${REFERRER_LIMIT} referrers`)
  }
  return found
}

/** A page in place of a list is asked for again: of a registry without the API it comes always, of a proxy in between once. */
async function askForReferrers(session: Session, name: ImageName, subject: Digest): Promise<HttpResponse> {
  const ask = (): Promise<HttpResponse> =>
    session.request({
      name,
      path: `referrers/${subject}`,
      method: 'GET',
      access: 'pull',
      headers: { accept: OCI_INDEX },
      redirect: 'manual',
    })
  const first = await ask()
  return first.status === 200 && !isIndex(first) ? ask() : first
}

function isIndex({ headers }: HttpResponse): boolean {
  return bareMediaType(headers.get('content-type')) === OCI_INDEX
}

/** False: the registry has no API here. A throttled or failed answer says nothing and throws. */
function answersReferrers(response: HttpResponse): boolean {
  const { status } = response
  if ((status >= 300 && status < 400) || UNSUPPORTED.has(status)) return false
  if (status !== 200) throw answerError(response, 'referrers')
  return isIndex(response)
}

/** `null` is how a server in Go writes an empty list (olareg 0.1.2 does). */
function readPage(response: HttpResponse, name: ImageName): readonly Descriptor[] {
  if (response.status !== 200) throw answerError(response, `referrers in ${name}`)
  const index = parse(response, name)
  const manifests = isObject(index) ? memberOf(index, 'manifests') : undefined
  if (manifests === null) return []
  if (!isList(manifests)) throw invalid(name, 'a list of referrers that is none')
  return manifests.map((entry, place) => readDescriptor(entry, `referrers[${place}]`))
}

function parse(response: HttpResponse, name: ImageName): JsonValue {
  try {
    return parseJson(response.body, { maxBytes: response.body.byteLength, maxDepth: 16 })
  } catch (cause) {
    throw registryError('registry-response-invalid', { name }, `the referrers of ${name} are not JSON`, { cause })
  }
}

function invalid(name: ImageName, what: string): Error {
  return registryError('registry-response-invalid', { name }, `${name} answered with ${what}`)
}
