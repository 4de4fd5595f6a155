import * as core from '@promo/core'
import { runGenerator } from './generated.ts'
import { ROOT } from './root.ts'
import { schemaFiles } from './schemas/json-schema.ts'

runGenerator(ROOT, schemaFiles(core), 'npm run schemas', ['schemas'])
