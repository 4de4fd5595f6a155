import { runnerError } from './errors.ts'
import { child, entries, literal, type TemplateToken } from './templates.ts'

/** Names of `permissions:` that GitHub's workflow schema knows (workflow-parser, permissions-mapping). */
export const PERMISSION_NAMES = [
  ...(['actions', 'artifact-metadata', 'attestations', 'checks', 'code-quality', 'contents', 'deployments'] as const),
  ...(['discussions', 'id-token', 'issues', 'models', 'packages', 'pages', 'pull-requests'] as const),
  ...(['repository-projects', 'security-events', 'statuses', 'vulnerability-alerts'] as const),
] as const

export type PermissionName = (typeof PERMISSION_NAMES)[number]
export type Access = 'none' | 'read' | 'write'
export type Permissions = Readonly<Partial<Record<PermissionName, Access>>>

const RANK: Readonly<Record<Access, number>> = { none: 0, read: 1, write: 2 }

/** What a job gets when neither it nor its workflow says anything: the restricted default of new repositories (GitHub docs, GITHUB_TOKEN). */
export const DEFAULT_PERMISSIONS: Permissions = { contents: 'read', packages: 'read' }

const ALL_BUT_IDENTITY = PERMISSION_NAMES.filter((name) => name !== 'id-token')

/** Reads one `permissions:` value; a key not named there is `none`. */
export function readPermissions(token: TemplateToken): Permissions {
  const shorthand = literal(token)
  if (shorthand === 'read-all') return grantAll('read')
  if (shorthand === 'write-all') return { ...grantAll('write'), 'id-token': 'write' }
  const named = new Map(entries(token).map(([name, value]) => [name, literal(value)]))
  return Object.fromEntries(
    PERMISSION_NAMES.flatMap((name) => {
      const access = named.get(name)
      return access === 'read' || access === 'write' ? [[name, access] as const] : []
    }),
  )
}

function grantAll(access: Access): Permissions {
  return Object.fromEntries(ALL_BUT_IDENTITY.map((name) => [name, access]))
}

/** A job's own `permissions`, else its workflow's, else what its caller (or the repository) grants. */
export function jobPermissions(root: TemplateToken, job: TemplateToken, granted: Permissions): Permissions {
  const own = child(job, 'permissions') ?? emptyMapping(job)
  const asked = own ?? child(root, 'permissions') ?? emptyMapping(root)
  return asked === undefined ? granted : readPermissions(asked)
}

/** `permissions:` with nothing behind it is an empty mapping, as `{}` is. */
function emptyMapping(token: TemplateToken): TemplateToken | undefined {
  return entries(token).find(([name]) => name === 'permissions')?.[1]
}

/** A called workflow may keep or lower what its caller has, never raise it: GitHub then starts no job at all. Throws `workflow-invalid`. */
export function assertWithin(asked: Permissions, granted: Permissions, where: { job: string; file: string }): void {
  const excess = PERMISSION_NAMES.filter((name) => RANK[asked[name] ?? 'none'] > RANK[granted[name] ?? 'none'])
  if (excess.length === 0) return
  const list = (permissions: Permissions): string =>
    excess.map((name) => `${name}: ${permissions[name] ?? 'none'}`).join(', ')
  throw runnerError(
    'workflow-invalid',
    { ...where, asked, granted },
    `Error calling workflow '${where.file}'. The nested job '${where.job}' is requesting '${list(asked)}', but is only allowed '${list(granted)}'.`,
  )
}

/** What the token of a run from a fork (or by a bot without rights) may do: reading only, and no identity token. */
export function readOnly(permissions: Permissions): Permissions {
  return Object.fromEntries(
    Object.entries(permissions).flatMap(([name, access]) =>
      name === 'id-token' || access === 'none' ? [] : [[name, 'read' as const]],
    ),
  )
}
