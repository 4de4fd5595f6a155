import { startup } from './startup.ts'

/** Each benchmark prints what it measured and gives whether the budget was kept. */
const BENCHMARKS: Readonly<Record<string, () => Promise<boolean>>> = { startup }

const [, , name = ''] = process.argv
const benchmark = BENCHMARKS[name]
if (benchmark === undefined) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(BENCHMARKS).join('|')}\n`)
  process.exit(2)
}
process.exitCode = (await benchmark()) ? 0 : 1
