export { defaultToolsDirectory, provenancePath, toolPath } from './layout.ts'
export { readLock, type LockedTool } from './lock.ts'
