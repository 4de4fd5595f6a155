import { bundleActions } from './build/bundle.ts'
import { runGenerator } from './generated.ts'
import { ROOT } from './root.ts'

try {
  const { files } = await bundleActions(ROOT)
  runGenerator(ROOT, files, 'npm run build', ['dist'])
} catch (error) {
  // esbuild has printed what it could not build, with the place in the source.
  if (!(error instanceof Error && 'errors' in error)) throw error
  process.exitCode = 1
}
