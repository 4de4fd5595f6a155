import type { SandboxRequest, SandboxResponse } from '../network/index.ts'
import { errorAnswer, jsonAnswer } from './answers.ts'
import type { Store } from './store.ts'

/** OCI distribution-spec, "Listing Tags": in lexical order, `n` at most, those after `last`, with a Link to the rest. */
export function answerTags(request: SandboxRequest, repository: string, store: Store): SandboxResponse {
  if (request.method !== 'GET') return errorAnswer(405, 'UNSUPPORTED', 'not allowed')
  const owned = store.repositories.get(repository)
  if (owned === undefined) return errorAnswer(404, 'NAME_UNKNOWN', 'repository name not known to registry')
  const last = request.url.searchParams.get('last') ?? ''
  const asked = request.url.searchParams.get('n')
  const rest = [...owned.tags.keys()].sort().filter((tag) => tag > last)
  const tags = asked === null ? rest : rest.slice(0, Number(asked))
  const final = tags.at(-1)
  const more = final !== undefined && tags.length < rest.length
  const link = `</v2/${repository}/tags/list?n=${asked ?? ''}&last=${encodeURIComponent(final ?? '')}>; rel="next"`
  return jsonAnswer(200, { name: repository, tags }, more ? { link } : {})
}
