import type { Digest, Revocations } from '@promo/core'

export interface MarkRevocation {
  readonly at: string
  readonly reason: string
  /** Marks signed up to then do not count. */
  readonly end: Date
}

/** The newest revocation of an environment's marks on a digest, from the base branch; undefined when there is none. */
export function markRevocation(
  { marks }: Pick<Revocations, 'marks'>,
  { environment, digest }: { readonly environment: string; readonly digest: Digest },
): MarkRevocation | undefined {
  return marks
    .filter((each) => each.environment === environment && each.digest === digest)
    .map(({ at, reason }) => ({ at, reason, end: new Date(at.includes('T') ? at : `${at}T23:59:59.999Z`) }))
    .toSorted((a, b) => b.end.getTime() - a.end.getTime())[0]
}
