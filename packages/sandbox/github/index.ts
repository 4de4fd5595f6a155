export { createSandboxGitHub } from './github.ts'
export type { Access, PermissionName, Permissions } from './permissions.ts'
export type * from './types.ts'
