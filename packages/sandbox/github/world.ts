import { systemClock } from '@promo/core'
import { actionsApp } from './accounts.ts'
import type { World } from './state.ts'
import type { GitHubOptions } from './types.ts'

/** First id of everything made here: large, as real ones are, and never one of the built-in ids. */
const FIRST_ID = 900_000_000

export function createWorld(options: GitHubOptions): World {
  const clock = options.clock ?? systemClock
  const app = actionsApp(clock.now())
  let id = FIRST_ID
  return {
    clock,
    directory: options.directory,
    accounts: new Map([app.owner, app.bot].map((account) => [account.login.toLowerCase(), account])),
    repositories: new Map(),
    apps: [],
    tokens: new Map(),
    actionsApp: app,
    dispatchRefusal: options.dispatchRefusal ?? (async () => undefined),
    nextId: () => (id += 1),
    emit: (event) => options.onEvent?.(event),
  }
}
