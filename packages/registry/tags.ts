import { isTag, parseJson, type ImageName, type JsonValue } from '@promo/core'
import type { HttpResponse } from '@promo/http'
import { answerError } from './answers.ts'
import { registryError } from './errors.ts'
import { isList, isObject, memberOf } from './json-shape.ts'
import { furtherPages } from './pages.ts'
import type { Session } from './session.ts'

const PAGE_SIZE = 1000
const TAG_LIMIT = 100_000

/** Every tag of a repository (OCI distribution-spec, "Listing Tags"); none for a repository that is not there. */
export async function listTags(session: Session, name: ImageName): Promise<readonly string[]> {
  const first = await session.request({ name, path: `tags/list?n=${PAGE_SIZE}`, method: 'GET', access: 'pull' })
  if (first.status === 404) return []
  const tags = new Set(readTags(first, name))
  for await (const page of furtherPages(session, name, first)) {
    for (const tag of readTags(page, name)) tags.add(tag)
    if (tags.size > TAG_LIMIT)
      throw registryError('registry-response-invalid', { name }, `${name} lists more than ${TAG_LIMIT} tags`)
  }
  return [...tags]
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
