import { evidence } from './evidence.ts'
import { fanIn } from './fan-in.ts'
import { jsonLine, textLine, type Measure } from './measure.ts'
import { registry } from './registry.ts'
import { startup } from './startup.ts'

/** Each benchmark gives what it measured, line by line. */
const BENCHMARKS: Readonly<Record<string, () => AsyncIterable<Measure>>> = {
  registry,
  startup,
  'fan-in': fanIn,
  evidence,
}

const [name = '', ...flags] = process.argv.slice(2)
const benchmark = BENCHMARKS[name]
if (benchmark === undefined || flags.some((flag) => flag !== '--json')) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(BENCHMARKS).join('|')} [--json]\n`)
  process.exit(2)
}
const print = flags.includes('--json') ? jsonLine : textLine
const held: boolean[] = []
for await (const measure of benchmark()) {
  process.stdout.write(print(measure))
  held.push(measure.holds)
}
if (held.length === 0) process.stderr.write('nothing to measure: run `npm run build` first\n')
process.exitCode = held.length > 0 && held.every(Boolean) ? 0 : 1
