export type { Account, Authorize } from './access.ts'
export { createSandboxRegistry, type SandboxRegistry, type SandboxRegistryOptions } from './registry.ts'
export { GHCR, type RegistrySwitches } from './switches.ts'
