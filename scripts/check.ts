import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { ROOT } from './root.ts'

/** Every check by name; all run, so that one run names everything there is to mend. */
const CHECKS: readonly (readonly [name: string, script: string, ...args: string[]])[] = [
  ['lint', 'node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0'],
  ['types', 'node_modules/@typescript/native/bin/tsc', '--noEmit', '-p', '.'],
  [
    'format',
    'node_modules/prettier/bin/prettier.cjs',
    '--check',
    '--log-level=warn',
    '--cache',
    '--cache-location=.cache/prettier',
    '.',
  ],
  ['dead code', 'node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'],
  ['docs', 'scripts/docs.ts', '--check'],
  ['schemas', 'scripts/schemas.ts', '--check'],
  ['pins', 'scripts/pins.ts', '--check'],
  ['dist', 'scripts/build.ts', '--check'],
]

interface Result {
  readonly name: string
  readonly code: number
  readonly output: string
  readonly seconds: number
}

function runCheck([name, script, ...args]: (typeof CHECKS)[number]): Promise<Result> {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      const output = Buffer.concat(chunks).toString('utf8')
      resolve({ name, code: code ?? 1, output, seconds: (performance.now() - started) / 1000 })
    })
  })
}

function show({ name, code, output, seconds }: Result): void {
  process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name.padEnd(10)} ${seconds.toFixed(1)} s\n`)
  if (code === 0) return
  process.stdout.write(output)
  process.exitCode = 1
}

async function worker(queue: (typeof CHECKS)[number][]): Promise<void> {
  for (let check = queue.shift(); check !== undefined; check = queue.shift()) show(await runCheck(check))
}

const queue = [...CHECKS]
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, () => worker(queue)))
