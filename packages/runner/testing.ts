export {
  createMemoryRunner,
  runInMemory,
  type MemoryRunner,
  type MemoryRunnerOptions,
  type Recorded,
} from './memory-runner.ts'
export { zipOf } from './testing/zip.ts'
