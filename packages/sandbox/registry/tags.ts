import type { SandboxRequest, SandboxResponse } from '../network/index.ts'
import { errorAnswer, jsonAnswer, notAllowed } from './answers.ts'
import type { Store } from './store.ts'

/** OCI distribution-spec, "Listing Tags": in lexical order, `n` at most, those after `last`, with a Link to the rest. */
export function answerTags(request: SandboxRequest, repository: string, store: Store): SandboxResponse {
  if (request.method !== 'GET') return notAllowed('GET')
  const owned = store.repositories.get(repository)
  if (owned === undefined) return errorAnswer(404, 'NAME_UNKNOWN', 'repository name not known to registry')
  const { searchParams } = request.url
  const asked = searchParams.get('n')
  if (asked !== null && !/^\d{1,9}$/.test(asked))
    return errorAnswer(400, 'PAGINATION_NUMBER_INVALID', 'n is not a number of tags')
  const last = searchParams.get('last') ?? ''
  const rest = [...owned.tags.keys()].sort().filter((tag) => tag > last)
  return asked === null ? jsonAnswer(200, { name: repository, tags: rest }) : page(repository, rest, Number(asked))
}

/** Without a Link for `n=0`: there is no last tag to go on from. */
function page(repository: string, rest: readonly string[], size: number): SandboxResponse {
  const tags = rest.slice(0, size)
  const last = tags.at(-1)
  const link = `</v2/${repository}/tags/list?n=${size}&last=${last ?? ''}>; rel="next"`
  const hasMore = last !== undefined && tags.length < rest.length
  return jsonAnswer(200, { name: repository, tags }, hasMore ? { link } : {})
}
