import { actionsRoutes } from './actions.ts'
import { appRoutes } from './apps.ts'
import { checkRoutes } from './checks.ts'
import { commitRoute, commitRoutes } from './commits.ts'
import { contentsRoutes } from './contents.ts'
import { dispatchRoutes } from './dispatches.ts'
import { gitDataRoutes } from './git-data.ts'
import { issueRoutes } from './issues.ts'
import { pullRequestRoutes } from './pull-requests.ts'
import { repositoryRoutes } from './repositories.ts'
import { reviewRoutes } from './reviews.ts'
import type { Route } from './route.ts'

/** Every REST call the sandbox answers; the first that fits is taken. */
export const routes: readonly Route[] = [
  ...appRoutes,
  ...repositoryRoutes,
  ...gitDataRoutes,
  ...contentsRoutes,
  ...pullRequestRoutes,
  ...reviewRoutes,
  ...issueRoutes,
  ...checkRoutes,
  ...commitRoutes,
  commitRoute,
  ...actionsRoutes,
  ...dispatchRoutes,
]
