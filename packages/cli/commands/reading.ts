/** Actions that sign, publish and change nothing: they may run on events that others cause (contracts: `untrusted-event`). */
export const READING_ACTIONS: readonly string[] = [
  'collect-digests',
  'plan',
  'scan-gate',
  'test-gate',
  'trace',
  'verify-evidence',
]
