import { build } from 'esbuild'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compactThirdParty } from '../../scripts/build/third-party.ts'
import { actionNames, ROOT } from '../../scripts/root.ts'
import { spawnBundle } from '../actions/spawn-action.ts'
import { median } from './statistics.ts'

/** An action that only reads inputs may take this much longer to start than a bundle with @actions/core alone. */
const BUDGET = 1.35
const ROUNDS = 25

/** Refused by the reader of every action, so that nothing behind the inputs is loaded. */
const REFUSED = { inputs: { mode: 'neither', summary: 'neither' } }

const BASELINE = "import { getInput, setOutput } from '@actions/core'\nsetOutput('outcome', getInput('mode'))\n"

const REQUIRE = "import { createRequire as __r } from 'node:module'; const require = __r(import.meta.url);"

/** Median start-up of every action against the baseline, in turns so that a busy machine slows all alike. */
export async function startup(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'promo-bench-'))
  try {
    const bundles = new Map([['@actions/core alone', await baseline(folder)]])
    for (const name of actionNames()) bundles.set(name, join(ROOT, 'dist', `${name}.js`))
    return report(await measure(bundles))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function baseline(folder: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: BASELINE, resolveDir: join(ROOT, 'packages', 'runner') },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    legalComments: 'none',
    banner: { js: REQUIRE },
    write: false,
  })
  const file = join(folder, 'baseline.mjs')
  writeFileSync(file, await compactThirdParty(outputFiles[0]?.text ?? ''))
  return file
}

async function measure(bundles: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, readonly number[]>> {
  const times = new Map([...bundles.keys()].map((name) => [name, [] as number[]]))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, file] of bundles) times.get(name)?.push((await spawnBundle(file, REFUSED)).milliseconds)
  }
  return times
}

function report(times: ReadonlyMap<string, readonly number[]>): boolean {
  const medians = [...times].map(([name, values]) => ({ name, milliseconds: median(values) }))
  const base = medians[0]?.milliseconds ?? NaN
  for (const { name, milliseconds } of medians) {
    const ratio = milliseconds / base
    const mark = ratio <= BUDGET ? ' ' : '✗'
    process.stdout.write(
      `${mark} ${name.padEnd(24)} ${milliseconds.toFixed(0).padStart(5)} ms  ${ratio.toFixed(2)} ×\n`,
    )
  }
  const slowest = Math.max(...medians.map(({ milliseconds }) => milliseconds)) / base
  process.stdout.write(`slowest ${slowest.toFixed(2)} ×, budget ${BUDGET} ×, median of ${ROUNDS}\n`)
  return medians.length > 1 && slowest <= BUDGET
}
