import { runAction } from '@promo/runner'
import { outputNames, readRequest } from './inputs.ts'

await runAction(readRequest, () => import('./run.ts'), { outputs: outputNames })
