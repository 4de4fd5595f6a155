import { parseJson, type Digest, type ImageName, type JsonValue } from '@promo/core'
import type { HttpResponse } from '@promo/http'
import { answerError, errorCodes } from './answers.ts'
import { readDescriptor, type Descriptor } from './descriptor.ts'
import { placeOf } from './endpoint.ts'
import { registryError } from './errors.ts'
import { isList, isObject, memberOf } from './json-shape.ts'
import { bareMediaType, OCI_INDEX } from './media-types.ts'
import { furtherPages } from './pages.ts'
import type { Session } from './session.ts'

/** Registries that list referrers themselves (OCI distribution-spec, "Listing Referrers"). */
export interface ReferrersApi {
  /** The list, every page of it; undefined where the registry has no such API. Throws `registry-response-invalid`. */
  list(name: ImageName, subject: Digest): Promise<readonly Descriptor[] | undefined>
}

/** Kyverno and cosign stop far below; a listing of more is an attack on whoever reads it. */
const REFERRER_LIMIT = 2000
/** How registries without the API answer; GHCR has sent 404 and, for a time, a redirect to its web site. */
const UNSUPPORTED: ReadonlySet<number> = new Set([400, 404, 405, 406, 410, 501])

/** One per client: a repository that has no such path is asked once. */
export function createReferrersApi(session: Session): ReferrersApi {
  const without = new Set<string>()
  return {
    list: async (name, subject) => {
      const place = placeOf(session.endpoint(name))
      if (without.has(place)) return undefined
      const first = await askForReferrers(session, name, subject)
      if (answersReferrers(first)) return readPages(session, name, first)
      if (hasNoPath(first)) without.add(place)
      return undefined
    },
  }
}

async function readPages(session: Session, name: ImageName, first: HttpResponse): Promise<readonly Descriptor[]> {
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

/**
 * A registry, by the header that the distribution project sends with every answer (docs/content/spec/api.md, "API Version
 * Check"), says that there is no such path: not that there is no such subject, which would come with a code, and not a proxy
 * that has lost its registry for a moment.
 */
function hasNoPath({ status, headers, body }: HttpResponse): boolean {
  return status === 404 && errorCodes(body).length === 0 && headers.has('docker-distribution-api-version')
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
