import { build } from 'esbuild'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compactThirdParty } from '../../scripts/build/third-party.ts'
import { actionNames, ROOT } from '../../scripts/root.ts'
import { spawnBundle } from '../actions/spawn-action.ts'
import type { Measure } from './measure.ts'
import { median } from './statistics.ts'

/** An action that only reads inputs may take this much longer to start than a bundle with @actions/core alone. */
const BUDGET = 1.35
const ROUNDS = 25

/** Refused by the reader of every action, so that nothing behind the inputs is loaded. */
const REFUSED = { inputs: { mode: 'neither', summary: 'neither' } }

const PEER = '@actions/core alone'
const PEER_SOURCE = "import { getInput, setOutput } from '@actions/core'\nsetOutput('outcome', getInput('mode'))\n"

const REQUIRE = "import { createRequire as __r } from 'node:module'; const require = __r(import.meta.url);"

/** Median start-up of every action against the peer, in turns so that a busy machine slows all alike. */
export async function* startup(): AsyncGenerator<Measure> {
  const folder = mkdtempSync(join(tmpdir(), 'promo-bench-'))
  try {
    const bundles = new Map([[PEER, await peerBundle(folder)], ...committedBundles()])
    yield* toMeasures(bundles, await timesOf(bundles))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function peerBundle(folder: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: PEER_SOURCE, resolveDir: join(ROOT, 'packages', 'runner') },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    legalComments: 'none',
    banner: { js: REQUIRE },
    write: false,
  })
  const file = join(folder, 'peer.mjs')
  writeFileSync(file, await compactThirdParty(outputFiles[0]?.text ?? ''))
  return file
}

function committedBundles(): readonly (readonly [string, string])[] {
  return actionNames()
    .map((name) => [name, join(ROOT, 'dist', `${name}.js`)] as const)
    .filter(([, file]) => existsSync(file))
}

async function timesOf(bundles: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, readonly number[]>> {
  const times = new Map([...bundles.keys()].map((name) => [name, [] as number[]]))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, file] of bundles) times.get(name)?.push((await spawnBundle(file, REFUSED)).milliseconds / 1000)
  }
  return times
}

function toMeasures(
  bundles: ReadonlyMap<string, string>,
  times: ReadonlyMap<string, readonly number[]>,
): readonly Measure[] {
  const peer = median(times.get(PEER) ?? [])
  return [...bundles]
    .filter(([name]) => name !== PEER)
    .map(([name, file]) => {
      const promo = median(times.get(name) ?? [])
      return {
        measure: `startup ${name}`,
        promo_s: promo,
        peer: PEER,
        peer_version: coreVersion(),
        peer_s: peer,
        ratio: promo / peer,
        goal: `promo/peer <= ${BUDGET}`,
        holds: promo / peer <= BUDGET,
        runs: ROUNDS,
        rss_mb: residentSize(file),
      }
    })
}

function coreVersion(): string {
  const text = readFileSync(join(ROOT, 'node_modules', '@actions', 'core', 'package.json'), 'utf8')
  return (JSON.parse(text) as { readonly version: string }).version
}

const REPORT_SIZE = `data:text/javascript,process.on('exit', () => process.stderr.write('rss=' + process.resourceUsage().maxRSS))`

/** In MB, of one more run: Node reports its own peak in kilobytes when it exits. */
function residentSize(file: string): number {
  const env = { INPUT_MODE: 'neither', INPUT_SUMMARY: 'neither' }
  const { stderr } = spawnSync(process.execPath, ['--import', REPORT_SIZE, file], { env, encoding: 'utf8' })
  return Number(/rss=(\d+)/.exec(stderr)?.[1] ?? 0) / 1024
}
