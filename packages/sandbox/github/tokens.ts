import { randomBytes } from 'node:crypto'
import { allows, type Access, type PermissionName } from './permissions.ts'
import type { Caller, RepositoryState, World } from './state.ts'
import type { Account, Role, TokenIdentity } from './types.ts'

/** `gho_`, `ghp_`, `ghs_` and 36 letters and digits, as GitHub's secret scanning knows them. */
function randomToken(prefix: 'ghp' | 'ghs'): string {
  const letters = randomBytes(48)
    .toString('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
  return `${prefix}_${letters.slice(0, 36).padEnd(36, 'A')}`
}

export function issueToken(world: World, identity: TokenIdentity, expiresAt?: Date): string {
  const token = randomToken(identity.kind === 'user' ? 'ghp' : 'ghs')
  world.tokens.set(token, expiresAt === undefined ? { identity } : { identity, expiresAt })
  return token
}

/** Who a token stands for; undefined for one that is unknown, revoked or expired. */
export function identify(world: World, token: string): TokenIdentity | undefined {
  const state = world.tokens.get(token)
  if (state === undefined) return undefined
  const expired = state.expiresAt !== undefined && state.expiresAt <= world.clock.now()
  return expired ? undefined : state.identity
}

const ROLE_RANK: Readonly<Record<Role, number>> = { read: 1, write: 2, admin: 3 }

export function roleOf(repository: RepositoryState, account: Account): Role | undefined {
  if (account.id === repository.owner.id) return 'admin'
  return repository.collaborators.get(account.login.toLowerCase())
}

export function hasRole(repository: RepositoryState, account: Account, wanted: Role): boolean {
  const role = roleOf(repository, account)
  return role !== undefined && ROLE_RANK[role] >= ROLE_RANK[wanted]
}

/** True when the caller can know that the repository exists. */
export function canSee(repository: RepositoryState, caller: Caller): boolean {
  if (repository.visibility === 'public') return true
  return mayUse(repository, caller, 'metadata', 'read')
}

/** The permissions of a caller on a repository: those of its token, or those of the user's role. */
export function mayUse(repository: RepositoryState, caller: Caller, name: PermissionName, access: Access): boolean {
  if (access === 'read' && isPublicRead(repository, name)) return true
  switch (caller.kind) {
    case 'anonymous':
    case 'app':
      return false
    case 'user':
      return hasRole(repository, caller.account, neededRole(name, access))
    case 'job':
      return caller.repository === repository.fullName && tokenAllows(caller, name, access)
    case 'installation':
      return caller.repositories.includes(repository.fullName) && tokenAllows(caller, name, access)
  }
}

function isPublicRead(repository: RepositoryState, name: PermissionName): boolean {
  return repository.visibility === 'public' && PUBLIC_READS.has(name)
}

/** What anyone may read of a public repository. */
const PUBLIC_READS: ReadonlySet<PermissionName> = new Set([
  'metadata',
  'contents',
  'pull-requests',
  'issues',
  'checks',
  'statuses',
  'actions',
  'deployments',
  'attestations',
])

function neededRole(name: PermissionName, access: Access): Role {
  if (name === 'administration') return 'admin'
  return access === 'write' ? 'write' : 'read'
}

type Granted = Extract<TokenIdentity, { readonly kind: 'job' | 'installation' }>

/** `metadata: read` belongs to every token. */
function tokenAllows(caller: Granted, name: PermissionName, access: Access): boolean {
  return (name === 'metadata' && access === 'read') || allows(caller.permissions, name, access)
}
