import { describe, jest, test } from '@jest/globals'
import { ANSWER_FAULTS, FAULTS } from '@promo/registry/testing'
import { sweep, type Sweep } from './fault-sweep.ts'
import { OTHER_LANES } from './signing-lanes.ts'

jest.setTimeout(600_000)

const CASES: readonly Sweep[] = [
  { fault: 'lost', extent: 'from any one on', referrers: 'none' },
  ...[...FAULTS, ...ANSWER_FAULTS].map((fault, index) => ({
    ...{ fault, extent: 'at any one only' as const },
    referrers: index % 2 === 0 ? ('api' as const) : ('none' as const),
  })),
]

const AGAIN: readonly Sweep[] = (
  [
    ['lost', 'none'],
    ['failed', 'api'],
    ['page', 'api'],
  ] as const
).map(([fault, referrers]) => ({ fault, referrers, extent: 'at any one only', done: true }))

describe.each(OTHER_LANES)('signing with $name', (lane) => {
  test.each(CASES)(
    'and requests $fault $extent, referrers $referrers, ends clearly, and another run leaves one of each',
    (each) => sweep(lane, each),
  )

  test.each(AGAIN)(
    'and requests $fault $extent, referrers $referrers, when all is signed already, signs nothing twice',
    (each) => sweep(lane, each),
  )
})
