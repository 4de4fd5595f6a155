import { parseImageName, type EnvironmentName } from '@promo/core'
import { tamperWith } from './tampered-image.ts'
import { pushUnsigned } from './attacker.ts'
import type { Narrator } from './narrator.ts'
import { signElsewhere } from './hotfix.ts'
import { withDigests, withTag } from './overlay-edit.ts'
import { judgedAttempt, openAttempt, type Attempt, type Opened, type Refusal, type Refused } from './propose.ts'
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

/** A good digest, sent to prod before staging has it. */
export async function skipStaging(scene: Scene, narrator: Narrator): Promise<Refused> {
  const digest = releasedDigest(scene, 'your-org/bookstore-catalog')
  const opened = await openAttempt(scene, {
    scenario: 'a digest that staging does not have yet',
    environment: PROD,
    code: 'stage-skipped',
    edit: withDigests([{ ...CATALOG, digest }]),
  })
  await scene.sandbox.runner.idle()
  const refused = await judgedAttempt(scene, opened)
  tellRefused(refused.refusal, narrator)
  return refused
}

/** Promotions that must not go through, each tried for real by somebody who may write. */
export async function playRefusals(scene: Scene, narrator: Narrator): Promise<readonly Refused[]> {
  const unsigned = await pushUnsigned(scene)
  const foreign = await signElsewhere(scene)
  const tampered = tamperWith(scene, releasedDigest(scene, 'your-org/bookstore-catalog'))
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
  await scene.sandbox.runner.idle()
  const refused = await Promise.all(opened.map((each) => judgedAttempt(scene, each)))
  for (const { refusal } of refused) tellRefused(refusal, narrator)
  return refused
}
