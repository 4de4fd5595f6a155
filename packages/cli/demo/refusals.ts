import { parseImageName, type Digest, type EnvironmentName } from '@promo/core'
import { tamperWith } from './tampered-image.ts'
import { pushUnsigned } from './attacker.ts'
import type { Narrator } from './narrator.ts'
import { signElsewhere } from './hotfix.ts'
import { withDigests, withTag } from './overlay-edit.ts'
import { openAttempt, type Attempt, type Opened, type Refusal } from './propose.ts'
import { releasedDigest } from './observe.ts'
import type { Scene } from './scene.ts'

const STAGING = 'staging' as EnvironmentName
const PROD = 'prod' as EnvironmentName

export const CATALOG = { name: 'bookstore/catalog', newName: parseImageName('ghcr.io/your-org/bookstore-catalog') }

/** Code, fact and remedy, as every refusal has them. */
export function tellRefused({ scenario, code, fact, remedy }: Refusal, narrator: Narrator): void {
  narrator.refused(`${scenario}: ${code}`)
  narrator.say(`  found: ${fact}`)
  narrator.say(`  to do: ${remedy}`)
}

/** A good digest, sent to prod before staging has it: to be judged before staging gets it. */
export async function skipStaging(scene: Scene): Promise<Opened> {
  const digest = releasedDigest(scene, 'your-org/bookstore-catalog')
  return openAttempt(scene, {
    scenario: 'a digest that staging does not have yet',
    environment: PROD,
    code: 'stage-skipped',
    edit: withDigests([{ ...CATALOG, digest }]),
  })
}

/** Images in the bookstore's own repository that did not come through promo. */
export interface Intruders {
  readonly unsigned: Digest
  /** Signed, by a workflow that nobody trusts for it. */
  readonly foreign: Digest
  /** A released one, changed, with its evidence copied beside. */
  readonly tampered: Digest
}

export async function bringIntruders(scene: Scene): Promise<Intruders> {
  const unsigned = await pushUnsigned(scene)
  const foreign = await signElsewhere(scene)
  return { unsigned, foreign, tampered: tamperWith(scene, releasedDigest(scene, 'your-org/bookstore-catalog')) }
}

/** Promotions that must not go through, each tried for real by somebody who may write. */
export async function openAttempts(scene: Scene, intruders: Intruders): Promise<readonly Opened[]> {
  const { unsigned, foreign, tampered } = intruders
  const attempts: readonly Attempt[] = [
    {
      scenario: 'an image that nobody signed',
      environment: STAGING,
      edit: withDigests([{ ...CATALOG, digest: unsigned }]),
    },
    {
      scenario: 'an image signed by another workflow',
      environment: STAGING,
      edit: withDigests([{ ...CATALOG, digest: foreign }]),
    },
    {
      scenario: 'an image changed after it was scanned and signed',
      environment: STAGING,
      edit: withDigests([{ ...CATALOG, digest: tampered }]),
    },
    { scenario: 'a tag instead of a digest', environment: STAGING, edit: withTag('latest') },
    {
      scenario: 'a promotion that changes the gate itself',
      environment: STAGING,
      code: 'policy-changed-together',
      edit: withDigests([{ ...CATALOG, digest: unsigned }]),
      alsoEdit: {
        '.github/workflows/promotion-gate.yml': (text) =>
          text.replace('promotion-gate.yml@v1', 'promotion-gate.yml@main'),
      },
    },
  ]
  const opened: Opened[] = []
  for (const attempt of attempts) opened.push(await openAttempt(scene, attempt))
  return opened
}
