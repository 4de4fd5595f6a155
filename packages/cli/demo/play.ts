import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { demoDocument, type Demo } from '@promo/core'
import type { Sandbox } from '@promo/sandbox'
import { cliError } from '../errors.ts'
import { aborted, stopSignal } from '../sandbox/stop-signal.ts'
import { writeSummaries } from './summaries.ts'
import { hostTools } from './host-tools.ts'
import { createNarrator, type Narrator } from './narrator.ts'
import { observeImages } from './observe.ts'
import { tellJobs } from './progress.ts'
import { mergePromotion } from './promotion.ts'
import { listPullRequests } from './pull-requests.ts'
import { pushDirty, refusedDirt } from './dirty.ts'
import { refusedIntrusions } from './intruder.ts'
import { tellTrace } from './trace.ts'
import { judgedAttempt, type Opened, type Refused } from './propose.ts'
import { bringIntruders, openAttempts, skipStaging, tellRefused } from './refusals.ts'
import { pushFirst } from './git.ts'
import { BOOKSTORE, protectMain, setScene, type Scene } from './scene.ts'
import { provideTools, type DemoTools } from './tools.ts'
import { untilStopped } from './stay.ts'
import { bringDatabase } from './vendor-database.ts'
import { expectJob, expectRun, until } from './waits.ts'

export interface DemoRequest {
  /** File for the document of what was seen. */
  readonly json?: string
  readonly keep?: boolean
  readonly directory?: string
  /** Real vulnerability databases, from outside, instead of the generated ones. */
  readonly online?: boolean
}

/** Plays the story and gives the exit code: 0 only when every digest is where it belongs and every attack was refused. */
export async function playDemo(request: DemoRequest): Promise<number> {
  const narrator = createNarrator(process.stderr)
  const directory =
    request.directory === undefined ? mkdtempSync(join(tmpdir(), 'promo-demo-')) : resolve(request.directory)
  mkdirSync(directory, { recursive: true })
  narrator.chapter('Tools')
  const provided = provideTools((line) => {
    narrator.say(line)
  })
  // Awaited when the sandbox stands; a failure before that is not unhandled.
  provided.catch(() => undefined)
  const [host, { startSandbox }] = await Promise.all([hostTools(), import('@promo/sandbox')])
  const stop = stopSignal()
  const sandbox = await startSandbox({
    directory: join(directory, 'sandbox'),
    hostTools: host,
    keepMachines: request.keep === true,
  })
  try {
    const demo = await Promise.race([
      play(sandbox, { directory, provided, host, narrator, online: request.online === true }),
      interrupted(stop.signal),
    ])
    stop.release()
    if (request.json !== undefined) writeFileSync(request.json, demoDocument.write(demo))
    tellEnd(demo, narrator)
    if (request.keep === true || request.directory !== undefined) {
      narrator.say(`job summaries: ${writeSummaries(sandbox, directory)}`)
    }
    if (request.keep === true) await untilStopped(sandbox, directory, narrator)
    return 0
  } finally {
    await sandbox.close()
    if (request.keep !== true && request.directory === undefined)
      rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Rejects when somebody ends the demo: closing the sandbox then ends every step that runs. */
async function interrupted(signal: AbortSignal): Promise<never> {
  await aborted(signal)
  throw cliError('demo-stopped', {}, 'the demo was stopped')
}

interface Stage {
  readonly directory: string
  readonly provided: Promise<DemoTools>
  readonly host: Readonly<Record<string, string>>
  readonly narrator: Narrator
  readonly online: boolean
}

async function play(sandbox: Sandbox, { directory, provided, host, narrator, online }: Stage): Promise<Demo> {
  const setting = setScene({
    sandbox,
    directory,
    toolDirectory: provided.then((tools) => tools.directory),
    hostTools: host,
    ...(online && { provideDatabases: (target: Sandbox) => bringDatabase(target) }),
  })
  const [tools, scene] = await Promise.all([provided, setting])
  narrator.chapter('Sandbox: GitHub, ghcr.io and Sigstore on loopback')
  narrator.say(scene.databases)
  narrator.good(`promo published at commit ${scene.promoCommit.slice(0, 12)}, tag v1`)
  const stopTelling = tellJobs(sandbox, narrator)

  narrator.chapter('A push to the bookstore: plan, scan, build, inspect, seal, collect, dev')
  await pushFirst(scene.bookstore, BOOKSTORE)
  await pushDirty(scene)
  narrator.say('beside it: “dirty”, the same bookstore with vulnerable packages and open ports: it must fail')
  protectMain(scene)
  await sealed(sandbox)
  narrator.say('from here on others try to get past the gate, and each ✗ is one that failed; the release goes its way')
  const skip = await skipStaging(scene)
  const [skipped, intruders] = await Promise.all([toStaging(scene, skip, narrator), bringIntruders(scene)])
  const [opened] = await Promise.all([openAttempts(scene, intruders), toProd(scene, narrator)])

  narrator.chapter('What must not go through')
  const refused = await Promise.all(opened.map((each) => judgedAttempt(scene, each)))
  await sandbox.runner.idle()
  await expectRun(sandbox, 'release')
  const stopped = [...refusedIntrusions(sandbox), ...refusedDirt(scene)]
  for (const { refusal } of refused) tellRefused(refusal, narrator)
  for (const refusal of stopped) tellRefused(refusal, narrator)
  stopTelling()

  narrator.chapter('From prod back to the sources')
  await tellTrace(scene, 'prod/catalog', narrator)
  assertNothingOutside(sandbox)
  const environments = new Map([skipped, ...refused].map(({ number, environment }) => [number, environment]))
  const { total, stages } = narrator.durations()
  return demoDocument.create({
    images: await assertEqual(scene),
    pullRequests: await listPullRequests(scene, environments),
    refusals: [...[skipped, ...refused].map(({ refusal }) => refusal), ...stopped],
    tools: tools.tools,
    durations: { total, stages: { ...stages } },
  })
}

/** Waits until every leg is sealed: the fan-in begins. */
async function sealed(sandbox: Sandbox): Promise<void> {
  await until(sandbox, (runs) =>
    runs.some(({ jobs }) => jobs.some(({ key, startedAt }) => key === 'promo/collect' && startedAt !== undefined)),
  )
}

/** Gives how the attempt to skip staging was refused on the way. */
async function toStaging(scene: Scene, skip: Opened, narrator: Narrator): Promise<Refused> {
  await expectJob(scene.sandbox, 'release', 'promo/promote')
  narrator.chapter('Staging: a pull request whose check verifies the evidence again')
  const skipped = await judgedAttempt(scene, skip)
  tellRefused(skipped.refusal, narrator)
  await mergePromotion(scene, 'staging', narrator)
  return skipped
}

async function toProd(scene: Scene, narrator: Narrator): Promise<void> {
  const { sandbox, developer } = scene
  narrator.chapter('Prod: marked by a job inside staging, then promoted by the next pull request')
  await sandbox.dispatchWorkflow({ repository: BOOKSTORE, workflow: 'staging.yml', actor: developer })
  await expectRun(sandbox, 'staging')
  await mergePromotion(scene, 'prod', narrator)
}

/** The one claim of the whole project: registry and every environment hold the very same digest. */
async function assertEqual(scene: Scene): Promise<Demo['images']> {
  const images = await observeImages(scene)
  const different = images.filter(({ registryDigest, environments }) =>
    Object.values(environments).some((digest) => digest !== registryDigest),
  )
  if (images.length > 0 && different.length === 0) return images
  throw cliError('demo-failed', { images }, `digests differ: ${JSON.stringify(different)}`)
}

function assertNothingOutside({ network }: Sandbox): void {
  const hosts = [...new Set(network.requests.refused.map(({ host }) => host))]
  if (hosts.length > 0) throw cliError('demo-failed', { hosts }, `something tried to reach ${hosts.join(', ')}`)
}

function tellEnd(demo: Demo, narrator: Narrator): void {
  narrator.chapter('The end')
  for (const { leg, registryDigest, environments } of demo.images) {
    narrator.good(`${leg}: ${registryDigest}`)
    narrator.say(`  the same in the registry, ${Object.keys(environments).join(', ')}`)
  }
  narrator.good(`${String(demo.refusals.length)} attacks refused in ${demo.durations.total.toFixed(1)} s`)
}
