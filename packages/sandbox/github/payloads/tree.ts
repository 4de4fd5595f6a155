import type { RepositoryState } from '../state.ts'
import type { TreeEntry } from '../trees.ts'
import type { JsonObject } from '../types.ts'
import { repositoryUrl } from './repository.ts'

/** `git-tree` of the Git database API. */
export function treePayload(repository: RepositoryState, tree: string, entries: readonly TreeEntry[]): JsonObject {
  const url = `${repositoryUrl(repository)}/git`
  return {
    sha: tree,
    url: `${url}/trees/${tree}`,
    tree: entries.map(({ path, mode, type, sha, size }) => ({
      path,
      mode,
      type,
      sha,
      ...(size === undefined ? {} : { size }),
      ...(type === 'commit' ? {} : { url: `${url}/${type}s/${sha}` }),
    })),
    truncated: false,
  }
}
