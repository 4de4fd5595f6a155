import { bundleActions } from './build/bundle.ts'
import { runGenerator } from './generated.ts'
import { ROOT } from './root.ts'

const { files } = await bundleActions(ROOT)
runGenerator(ROOT, files, 'npm run build', ['dist'])
