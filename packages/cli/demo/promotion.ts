import { cliError } from '../errors.ts'
import { gateOf } from './gate.ts'
import type { Narrator } from './narrator.ts'
import { BOOKSTORE, type Scene } from './scene.ts'

/** The open promotion pull request of an environment, judged by the gate; merges it when the gate passed. */
export async function mergePromotion(scene: Scene, environment: string, narrator: Narrator): Promise<void> {
  const { github } = scene.sandbox
  const pullRequest = (await github.pullRequests(BOOKSTORE)).find(
    ({ facts, state }) => state === 'open' && facts.headRef === `promo/${environment}`,
  )
  if (pullRequest === undefined)
    throw cliError('demo-failed', { environment }, `no pull request promotes to ${environment}`)
  const { gate, title } = await gateOf(scene, pullRequest.facts.headSha)
  narrator.say(`pull request #${String(pullRequest.number)} “${pullRequest.title}” by ${pullRequest.author}`)
  if (gate.outcome !== 'pass')
    throw cliError('demo-failed', { gate }, `the gate refused #${String(pullRequest.number)}: ${title}`)
  for (const { image, rules } of gate.verdicts)
    narrator.good(`${image.name}: ${rules.map(({ rule }) => rule).join(', ')}`)
  await github.mergePullRequest(BOOKSTORE, pullRequest.number, { actor: scene.developer.login, method: 'squash' })
  narrator.good(`merged: ${environment} has the digest`)
}
