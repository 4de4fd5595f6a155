import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { spawnAction, type ActionStart } from '../actions/spawn-action.ts'
import { installedTool } from '../interop/installed-tool.ts'
import { RUN, SIGNER, SOURCE } from '../line/legs.ts'
import { craneVersion } from './crane.ts'
import type { FanInScene, Traffic } from './fan-in-server.ts'
import type { Measure } from './measure.ts'
import { median } from './statistics.ts'

const SERVER = fileURLToPath(new URL('fan-in-server.ts', import.meta.url))
const ROUNDS = 5
const SECONDS_BUDGET = 3
/** A look at every digest, and the verification of its provenance: four times the requests, and a signature each. */
type Verify = 'registry' | 'certificate'
/** Registries throttle. */
const AT_ONCE_BUDGET = 16

/** collect-digests over 256 legs, start-up and download of the artifacts included; the peer only asks for every digest. */
export async function* fanIn(): AsyncGenerator<Measure> {
  const server = fork(SERVER, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  try {
    const [scene] = (await once(server, 'message')) as [FanInScene]
    yield* measureFanIn(server, scene, 'registry')
    yield* measureFanIn(server, scene, 'certificate')
  } finally {
    server.kill()
  }
}

async function* measureFanIn(server: ChildProcess, scene: FanInScene, verify: Verify): AsyncGenerator<Measure> {
  const promo: Collected[] = []
  const peer: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    promo.push(await collectAll(server, scene, verify))
    peer.push(await askForAll(scene.images))
  }
  const seconds = median(promo.map((each) => each.seconds))
  const peerSeconds = median(peer)
  const mostAtOnce = Math.max(...promo.map((each) => each.mostAtOnce))
  const measured = {
    ...{ promo_s: seconds, peer: 'crane digest, 16 at once', peer_version: craneVersion(), peer_s: peerSeconds },
    ...{ runs: ROUNDS, rss_mb: Math.max(...promo.map(({ memory }) => memory)) },
  }
  const measure = `${String(scene.legs.length)} legs, ${verify}`
  const goal = `promo < ${String(SECONDS_BUDGET)} s`
  yield { ...measured, measure, ratio: peerSeconds / seconds, goal, holds: seconds < SECONDS_BUDGET }
  yield {
    ...measured,
    measure: `${measure}, at once`,
    ratio: mostAtOnce,
    goal: `requests <= ${String(AT_ONCE_BUDGET)}`,
    holds: mostAtOnce <= AT_ONCE_BUDGET,
  }
}

interface Collected extends Traffic {
  readonly seconds: number
  /** Largest resident size, MB. */
  readonly memory: number
}

async function collectAll(server: ChildProcess, scene: FanInScene, verify: Verify): Promise<Collected> {
  await trafficOf(server)
  const ended = await spawnAction('collect-digests', startOf(scene, verify))
  const traffic = await trafficOf(server)
  if (ended.outputs.get('count') !== String(scene.legs.length)) {
    throw new Error(`collect-digests ended with ${String(ended.code)}: ${ended.log.slice(-2000)}`)
  }
  const memory = Number(/rss=(\d+)/.exec(ended.log)?.[1]) / 1024
  return { ...traffic, seconds: ended.milliseconds / 1000, memory }
}

/** Node reports its own peak in kilobytes when it exits. */
const REPORT_SIZE = `--import="data:text/javascript,process.on('exit',()=>process.stderr.write('rss='+process.resourceUsage().maxRSS))"`

/** What the runner gives a job of the run that the legs are of. */
function startOf({ legs, resultsUrl, trustedRoot }: FanInScene, verify: Verify): ActionStart {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return {
    inputs: {
      ...{ expected: legs.join('\n'), verify, 'trusted-root': trustedRoot },
      ...{ signer: SIGNER.workflow, 'signer-commit': SIGNER.commit },
    },
    variables: {
      ...{ GITHUB_REPOSITORY: SOURCE.repository, GITHUB_REPOSITORY_ID: SOURCE.repositoryId, GITHUB_SHA: SOURCE.sha },
      ...{ GITHUB_RUN_ID: RUN.id, GITHUB_RUN_ATTEMPT: String(RUN.attempt) },
      ACTIONS_RESULTS_URL: resultsUrl,
      ACTIONS_RUNTIME_TOKEN: `${part({ alg: 'none' })}.${part({ scp: 'Actions.Results:run:job' })}.x`,
      NODE_OPTIONS: REPORT_SIZE,
      NO_PROXY: '127.0.0.1',
    },
  }
}

async function trafficOf(server: ChildProcess): Promise<Traffic> {
  const answer = once(server, 'message')
  server.send('traffic')
  const [traffic] = (await answer) as [Traffic]
  return traffic
}

/** Seconds until crane knows the digest of every image: one process each, as a script would do it. */
async function askForAll(images: readonly string[]): Promise<number> {
  const started = performance.now()
  const waiting = [...images]
  const lanes = Array.from({ length: AT_ONCE_BUDGET }, async () => {
    for (let image = waiting.pop(); image !== undefined; image = waiting.pop()) await digestByCrane(image)
  })
  await Promise.all(lanes)
  return (performance.now() - started) / 1000
}

async function digestByCrane(image: string): Promise<void> {
  const child = spawn(installedTool('crane'), ['digest', image], { stdio: 'ignore' })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`crane digest ${image} ended with ${String(code)}`)
}
