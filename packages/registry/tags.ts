import { isTag, parseJson, type ImageName, type JsonValue } from '@promo/core'
import type { HttpResponse } from '@promo/http'
import { answerError } from './answers.ts'
import { registryError } from './errors.ts'
import { isList, isObject, memberOf } from './json-shape.ts'
import { furtherPages } from './pages.ts'
import type { Session } from './session.ts'

const PAGE_SIZE = 1000
const TAG_LIMIT = 100_000

/**
 * Every tag of a repository (OCI distribution-spec, "Listing Tags"); none for a repository that is not there. A full page
 * without a `Link` may be one that was cut (go-containerregistry's `registry` does so): it is asked what comes after it.
 */
export async function listTags(session: Session, name: ImageName): Promise<readonly string[]> {
  const tags = new Set<string>()
  let last = ''
  for (;;) {
    const before = tags.size
    const page = await addPages(session, name, last, tags)
    const next = page.at(-1)
    if (next === undefined || page.length < PAGE_SIZE || tags.size === before) return [...tags]
    last = `&last=${encodeURIComponent(next)}`
  }
}

/** Adds a page and all that its links lead to; gives the page that had no link to another. */
async function addPages(
  session: Session,
  name: ImageName,
  last: string,
  tags: Set<string>,
): Promise<readonly string[]> {
  const path = `tags/list?n=${PAGE_SIZE}${last}`
  const first = await session.request({ name, path, method: 'GET', access: 'pull' })
  if (first.status === 404) return []
  let page = add(readTags(first, name), name, tags)
  for await (const further of furtherPages(session, name, first)) page = add(readTags(further, name), name, tags)
  return page
}

function add(page: readonly string[], name: ImageName, tags: Set<string>): readonly string[] {
  for (const tag of page) tags.add(tag)
  if (tags.size <= TAG_LIMIT) return page
  throw registryError('registry-response-invalid', { name }, `${name} lists more than ${TAG_LIMIT} tags`)
}

function readTags(response: HttpResponse, name: ImageName): readonly string[] {
  if (response.status !== 200) throw answerError(response, `tags of ${name}`)
  const list = parse(response, name)
  const tags = isObject(list) ? (memberOf(list, 'tags') ?? []) : undefined
  if (!isList(tags)) throw registryError('registry-response-invalid', { name }, `the tag list of ${name} is not one`)
  return tags.filter((tag): tag is string => typeof tag === 'string' && isTag(tag))
}

function parse(response: HttpResponse, name: ImageName): JsonValue {
  try {
    return parseJson(response.body, { maxBytes: response.body.byteLength })
  } catch (cause) {
    throw registryError('registry-response-invalid', { name }, `the tag list of ${name} is not JSON`, { cause })
  }
}
