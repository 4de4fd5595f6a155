import type { GoCaches } from './go.ts'

/** Where tools are made. */
export interface Workshop {
  /** Where installed tools go. */
  readonly directory: string
  /** `tools/` of the clone: the lock and one directory per tool. */
  readonly modules: string
  readonly environment: NodeJS.ProcessEnv
  readonly caches?: GoCaches | undefined
  readonly log: (line: string) => void
}

/** What an installed tool turned out to be: its digest, or why it is not the locked one (undefined: it is not there). */
export type Checked = { readonly sha256: string } | { readonly fault: string | undefined }
