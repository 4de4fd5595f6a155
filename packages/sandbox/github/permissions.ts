/** What a token may do, by the names of workflow `permissions:` (GitHub docs, "Workflow syntax", permissions). */
export const PERMISSION_NAMES = [
  'actions',
  'administration',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'id-token',
  'issues',
  'metadata',
  'packages',
  'pages',
  'pull-requests',
  'security-events',
  'statuses',
  'workflows',
] as const

export type PermissionName = (typeof PERMISSION_NAMES)[number]
export type Access = 'none' | 'read' | 'write'
export type Permissions = Readonly<Partial<Record<PermissionName, Access>>>

const RANK: Readonly<Record<Access, number>> = { none: 0, read: 1, write: 2 }

export function allows(permissions: Permissions, name: PermissionName, wanted: Access): boolean {
  return RANK[permissions[name] ?? 'none'] >= RANK[wanted]
}

/** The subset of `asked` that `granted` covers, or undefined when it asks for more. */
export function narrow(granted: Permissions, asked: Permissions): Permissions | undefined {
  const names = PERMISSION_NAMES.filter((name) => asked[name] !== undefined)
  return names.every((name) => allows(granted, name, asked[name] ?? 'none')) ? asked : undefined
}

/** `pull_requests` of the REST API is `pull-requests` in a workflow file. Unknown names are left out. */
export function fromApiPermissions(permissions: Readonly<Record<string, unknown>>): Permissions {
  const entries = PERMISSION_NAMES.flatMap((name) => {
    const value = permissions[name.replaceAll('-', '_')]
    return value === 'read' || value === 'write' ? [[name, value] as const] : []
  })
  return Object.fromEntries(entries)
}

export function toApiPermissions(permissions: Permissions): Readonly<Record<string, Access>> {
  return Object.fromEntries(Object.entries(permissions).map(([name, access]) => [name.replaceAll('-', '_'), access]))
}
