import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addCounts, NO_TESTS, readCounts, totalsLine, type Counts } from './ci/counts.ts'
import { ROOT } from './root.ts'

/** One command of the pipeline. A test lane writes jest's JSON report to `report`. */
interface Lane {
  readonly name: string
  readonly args: readonly string[]
  readonly report?: string
}

interface Result {
  readonly name: string
  readonly failed: boolean
  readonly counts: Counts
}

const reports = mkdtempSync(join(tmpdir(), 'promo-ci-'))

const testLane = (name: string, script: string): Lane => {
  const report = join(reports, `${name}.json`)
  return { name, args: ['run', script, '--', '--json', `--outputFile=${report}`], report }
}

const LANES: readonly Lane[] = [
  { name: 'tools', args: ['run', 'tools'] },
  { name: 'check', args: ['run', 'check'] },
  testLane('test', 'test'),
  { name: 'build', args: ['run', 'build', '--', '--check'] },
  testLane('interop', 'test:interop'),
  { name: 'demo', args: ['run', 'demo', '--', '--json', join(reports, 'demo.json')] },
]

function runLane({ name, args, report }: Lane): Result {
  process.stdout.write(`\n== ${name}: npm ${args.join(' ')}\n`)
  const stdio = ['ignore', report === undefined ? 'inherit' : 'ignore', 'inherit'] as const
  const { status } = spawnSync('npm', args, { cwd: ROOT, stdio: [...stdio], shell: process.platform === 'win32' })
  const counts = report === undefined ? NO_TESTS : readCounts(report)
  const empty = report !== undefined && counts.passed + counts.failed === 0
  if (empty) process.stdout.write(`${name} ran no test\n`)
  return { name, failed: status !== 0 || empty, counts }
}

const results = LANES.map(runLane)
rmSync(reports, { recursive: true, force: true })

const broken = results.filter(({ failed }) => failed)
// A lane that broke without a failed test (lint, a crash, no test at all) is one failure more, so that the last line shows it.
const unseen = broken.filter(({ counts }) => counts.failed === 0).length
const totals = results.map(({ counts }) => counts).reduce(addCounts, { ...NO_TESTS, failed: unseen })
process.stdout.write(`\n${results.map(({ name, failed }) => `${failed ? '✗' : '✓'} ${name}\n`).join('')}`)
process.stdout.write(`${totalsLine(totals)}\n`)
process.exitCode = broken.length === 0 ? 0 : 1
