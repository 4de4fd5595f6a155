export { defaultToolsDirectory, toolPath } from './layout.ts'
export { readLock } from './lock.ts'
