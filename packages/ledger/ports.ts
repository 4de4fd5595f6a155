import type { Clock, ImageName } from '@promo/core'
import type { ReadingPorts } from '@promo/evidence'
import type { Forge } from '@promo/forge'

/** A trace only reads. */
export type ReadingForge = Pick<
  Forge,
  | 'repository'
  | 'branchHead'
  | 'readFile'
  | 'listDirectory'
  | 'changedFiles'
  | 'commitsTouching'
  | 'commitFacts'
  | 'pullRequestsOf'
  | 'approvals'
  | 'pullRequest'
>

export interface TracePorts {
  readonly forge: ReadingForge
  /** Registry and trust for an image of promo.yaml; no other image is ever asked for. */
  readonly portsFor: (name: ImageName) => ReadingPorts
  readonly clock: Clock
}
