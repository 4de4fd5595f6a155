import type { Demo, EnvironmentName } from '@promo/core'
import { BOOKSTORE, type Scene } from './scene.ts'

/** Every pull request of the bookstore and how the App's check ended on it; `environments` says where attempts wanted to go. */
export async function listPullRequests(
  { sandbox, app }: Scene,
  environments: ReadonlyMap<number, EnvironmentName>,
): Promise<Demo['pullRequests']> {
  const found = await sandbox.github.pullRequests(BOOKSTORE)
  return found.map(({ number, state, merged, facts }) => {
    const checks = sandbox.github.checkRuns(BOOKSTORE, facts.headSha).filter(({ appId }) => String(appId) === app.appId)
    const environment = environments.get(number) ?? (facts.headRef.replace(/^promo\//, '') as EnvironmentName)
    const verdict = checks.at(-1)?.conclusion === 'success' ? 'pass' : 'refused'
    return { number, environment, state: merged ? 'merged' : state, verdict }
  })
}
