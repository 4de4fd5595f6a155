import type { EnvironmentName, JsonValue } from '@promo/core'
import type { Opened } from '@promo/promotion'

/** What became of the promotion to one environment. */
export interface Proposed {
  readonly environment: EnvironmentName
  readonly opened: Opened
}

const NONE = { number: '', url: '', branch: '', 'head-sha': '', action: '' }

/** `pull-requests` lists all; the other outputs are of the first, and empty without one. */
export function outputsOf(proposed: readonly Proposed[]): Readonly<Record<string, JsonValue>> {
  const all = proposed.map(({ environment, opened }) => ({ environment, ...factsOf(opened) }))
  const [first] = proposed
  return { ...(first === undefined ? NONE : factsOf(first.opened)), 'pull-requests': all }
}

function factsOf({ pullRequest, branch, headSha, action }: Opened): Readonly<Record<string, string | number>> {
  const { number = '', url = '' } = pullRequest ?? {}
  return { number, url, branch, 'head-sha': headSha ?? '', action }
}
