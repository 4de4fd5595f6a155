/** A resource and what a token lets its bearer do with it: `repository:<name>:<actions>` (distribution, docs/spec/auth/scope.md). */
interface Scope {
  readonly resource: string
  readonly actions: ReadonlySet<string>
}

const SCOPE = /^(repository:[^\s:]{1,255}):([a-z_]{1,32}(?:,[a-z_]{1,32}){0,7})$/
/** Only what takes superseded evidence away asks to delete, of itself: no registry can make promo ask for a token that may. */
const NEVER_ASKED: ReadonlySet<string> = new Set(['delete'])

/** What is done to a repository. */
export type Access = 'pull' | 'push' | 'delete'

/** Reading goes with every right. */
const ACTIONS: Readonly<Record<Access, string>> = { pull: 'pull', push: 'pull,push', delete: 'pull,delete' }

/** What a token for a repository has to allow. */
export function repositoryScope(repository: string, access: Access): string {
  return `repository:${repository}:${ACTIONS[access]}`
}

/** True when a token with the `granted` scopes serves whoever needs the `needed` ones. */
export function coversScopes(granted: readonly string[], needed: readonly string[]): boolean {
  const grants = granted.flatMap(readScope)
  return needed.every((text) => {
    const [need] = readScope(text)
    return need !== undefined && grants.some((grant) => covers(grant, need))
  })
}

/**
 * The scopes to ask for when a challenge names others than promo expects: those of the challenge for the same repositories
 * added, one scope a repository. ACR lists tags for `metadata_read` only (goharbor/harbor#16888). Scopes of other
 * repositories, of the catalog, `*` (Gitea) and the right to delete are passed over.
 */
export function widenScopes(expected: readonly string[], challenged: readonly string[]): readonly string[] {
  const asked = challenged.flatMap(readScope)
  return expected.map((text) => {
    const [scope] = readScope(text)
    if (scope === undefined) return text
    const more = asked
      .filter(({ resource }) => resource === scope.resource)
      .flatMap(({ actions }) => [...actions])
      .filter((action) => !scope.actions.has(action) && !NEVER_ASKED.has(action))
    return more.length === 0 ? text : `${scope.resource}:${[...new Set([...scope.actions, ...more])].join(',')}`
  })
}

function readScope(text: string): readonly Scope[] {
  const [, resource, actions] = SCOPE.exec(text) ?? []
  return resource === undefined || actions === undefined ? [] : [{ resource, actions: new Set(actions.split(',')) }]
}

function covers(grant: Scope, need: Scope): boolean {
  return grant.resource === need.resource && need.actions.isSubsetOf(grant.actions)
}
