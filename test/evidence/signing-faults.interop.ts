import { jest, test } from '@jest/globals'
import { ANSWER_FAULTS, FAULTS, EXTENTS } from '@promo/registry/testing'
import { sweep, type Sweep } from './fault-sweep.ts'
import { PUBLIC_LANE } from './signing-lanes.ts'

/** Some hundred runs, each with a certificate and four signatures: minutes on a busy machine. */
jest.setTimeout(600_000)

/** The answers of a registry differ by its referrers, its faults do not: each fault is tried with one of the two. */
const CASES: readonly Sweep[] = [
  ...([...FAULTS, 'truncated'] as const).flatMap((fault) =>
    (Object.keys(EXTENTS) as (keyof typeof EXTENTS)[]).map((extent, index) => ({
      ...{ fault, extent },
      referrers: index === 0 ? ('api' as const) : ('none' as const),
    })),
  ),
  ...ANSWER_FAULTS.filter((fault) => fault !== 'truncated').map((fault, index) => ({
    ...{ fault, extent: 'at any one only' as const },
    referrers: index % 2 === 0 ? ('api' as const) : ('none' as const),
  })),
]

test.each(CASES)(
  'signing with requests $fault $extent and referrers $referrers ends clearly, and another run leaves one of each',
  (each) => sweep(PUBLIC_LANE, each),
)
