export { createSandboxGitHub } from './github.ts'
export type * from './types.ts'
