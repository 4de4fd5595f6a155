import { lineError } from './errors.ts'

export interface LogQuestion {
  /** Of the repository whose name, commit and workflow would be published. */
  readonly visibility: 'public' | 'private' | 'internal' | 'unknown'
  /** Another Sigstore instance than the public one was named. */
  readonly ownInstance: boolean
  readonly allowed: boolean
}

/** Throws `public-log-refused` when a signature would publish facts of a repository that is not public. */
export function assertPublicLogAllowed({ visibility, ownInstance, allowed }: LogQuestion): void {
  if (visibility === 'public' || ownInstance || allowed) return
  throw lineError(
    'public-log-refused',
    { visibility },
    visibility === 'unknown'
      ? 'nothing says that the repository is public, as the transparency log is'
      : `the repository is ${visibility}, and the transparency log is public`,
  )
}
