import { actionReadmes } from './docs/action-readme.ts'
import { collectErrors } from './docs/collect-errors.ts'
import { errorsPage } from './docs/errors-page.ts'
import { runGenerator } from './generated.ts'
import { ROOT } from './root.ts'

const files = new Map([['docs/errors.md', errorsPage(await collectErrors(ROOT))], ...actionReadmes(ROOT)])
runGenerator(ROOT, files, 'npm run docs')
