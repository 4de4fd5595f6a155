import { checkedRegistry, type Check } from './check.ts'
import { CHUNK_CHECKS } from './chunk-checks.ts'
import { REFERRER_CHECKS, TAG_CHECKS } from './discovery-checks.ts'
import { MANAGEMENT_CHECKS, NAME_CHECKS } from './management-checks.ts'
import { MANIFEST_CHECKS } from './manifest-checks.ts'
import { PULL_CHECKS } from './pull-checks.ts'
import { PUSH_CHECKS } from './push-checks.ts'

/** The OCI distribution specification 1.1 as demands on a registry, in the order of its sections. */
export const CHECKS: readonly Check[] = [
  ...PULL_CHECKS,
  ...PUSH_CHECKS,
  ...CHUNK_CHECKS,
  ...MANIFEST_CHECKS,
  ...TAG_CHECKS,
  ...REFERRER_CHECKS,
  ...MANAGEMENT_CHECKS,
  ...NAME_CHECKS,
]

export interface Deviation {
  readonly check: string
  /** What was seen. */
  readonly reason: string
}

/** What a registry does otherwise than the specification wants. */
export async function deviationsOf(host: string): Promise<readonly Deviation[]> {
  const registry = checkedRegistry(host)
  const deviations: Deviation[] = []
  for (const { name, run } of CHECKS) {
    await run(registry).catch((error: unknown) => {
      deviations.push({ check: name, reason: String(error) })
    })
  }
  return deviations
}
