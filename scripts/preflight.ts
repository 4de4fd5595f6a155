import { spawnSync } from 'node:child_process'
import { describeMissing, missingPrograms, PROGRAMS, type Need } from './preflight/programs.ts'

/** `node scripts/preflight.ts demo`: names each program that the command needs and this machine lacks, and exits 2. */
function probe(program: string, args: readonly string[]): string | undefined {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 20_000 })
  return status === 0 ? stdout + stderr : undefined
}

function isNeed(name: string | undefined): name is Need {
  return name === 'demo' || name === 'tools'
}

const [, , need] = process.argv
if (!isNeed(need)) {
  process.stderr.write('usage: node scripts/preflight.ts demo|tools\n')
  process.exit(2)
}
const missing = missingPrograms(PROGRAMS[need], probe)
if (missing.length > 0) {
  process.stderr.write(describeMissing(need, missing, process.platform))
  process.exit(2)
}
