// Loaded when a command of `promo trust` runs: what verifies is nothing that `promo --help` should wait for.
export { exportedTrust } from '@promo/policy'
export { writeExport } from './export.ts'
export { readTrustList } from './read-list.ts'
export { gitTags } from './tags.ts'
export { trustText } from './text.ts'
export { updateTrust } from './update.ts'
