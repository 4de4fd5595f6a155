import { spawnSync } from 'node:child_process'
import { ROOT } from './root.ts'

/**
 * Brings package-lock.json up to date with every package.json and installs it.
 * npm picks versions by the Node it runs under: under an older one it silently takes old lines of @sigstore/*.
 * Inside `npm run` that Node is the repository's own.
 */
const STEPS = [['install', '--package-lock-only'], ['ci']] as const

for (const args of STEPS) {
  const { status } = spawnSync('npm', args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) process.exit(status ?? 1)
}
