import { actionReadmes } from './docs/action-readme.ts'
import { collectErrors } from './docs/collect-errors.ts'
import { configPage } from './docs/config-page.ts'
import { errorsPage } from './docs/errors-page.ts'
import { runGenerator } from './generated.ts'
import { ROOT } from './root.ts'
import { configJsonSchema } from './schemas/json-schema.ts'

const files = new Map([
  ['docs/errors.md', errorsPage(await collectErrors(ROOT))],
  ['docs/promo-yaml.md', configPage(configJsonSchema())],
  ...actionReadmes(ROOT),
])
runGenerator(ROOT, files, 'npm run docs')
