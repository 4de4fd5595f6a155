import type { Demo } from '@promo/core'
import { BOOKSTORE, type Scene } from './scene.ts'

/** Every pull request of the bookstore and how the App's check ended on it. */
export async function listPullRequests({ sandbox, app }: Scene): Promise<Demo['pullRequests']> {
  const found = await sandbox.github.pullRequests(BOOKSTORE)
  return found.map(({ number, state, merged, facts }) => {
    const check = sandbox.github
      .checkRuns(BOOKSTORE, facts.headSha)
      .filter(({ appId }) => String(appId) === app.appId)
      .at(-1)
    const environment = 'staging' as Demo['pullRequests'][number]['environment']
    return {
      number,
      environment,
      state: merged ? 'merged' : state,
      verdict: check?.conclusion === 'success' ? 'pass' : 'refused',
    }
  })
}
