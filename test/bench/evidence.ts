import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { spawnAction } from '../actions/spawn-action.ts'
import { installedTool } from '../interop/installed-tool.ts'
import type { EvidenceScene, Fresh, FreshImages } from './evidence-server.ts'
import type { Measure } from './measure.ts'
import { median } from './statistics.ts'

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url))
const SIGNED = 50
const VERIFIED = 100
const ROUNDS = 3
const SBOM_BYTES = 1024 * 1024
const MEMORY_BUDGET_MB = 250
const COSIGN = { peer_version: '3.1.3', runs: ROUNDS }

/** Signing and verifying many digests beside cosign, against one Sigstore and registry in a process of their own. */
export async function* evidence(): AsyncGenerator<Measure> {
  const home = mkdtempSync(join(tmpdir(), 'promo-bench-evidence-'))
  const server = fork(here('evidence-server.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  try {
    const [scene] = (await once(server, 'message')) as [EvidenceScene]
    const stage = { home, server, scene }
    writeFileSync(join(home, 'signing_config.json'), scene.signingConfig)
    writeFileSync(join(home, 'trusted_root.json'), scene.trustedRoot)
    writeFileSync(join(home, 'sbom.json'), anSbom())
    yield await signAndAttest(stage)
    yield await signAlone(stage)
    yield* await verifyAll(stage)
  } finally {
    server.kill()
    rmSync(home, { recursive: true, force: true })
  }
}

interface Stage {
  readonly home: string
  readonly server: ChildProcess
  readonly scene: EvidenceScene
}

interface Took {
  readonly seconds: number
  readonly memory: number
}

/** promo writes both formats; the loop writes one, with a certificate for each of its two processes an image. */
async function signAndAttest(stage: Stage): Promise<Measure> {
  const [promo, peer]: [Took[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round += 1) {
    const own = await fresh(stage.server, { count: SIGNED, repository: `promo/both-${String(round)}` })
    promo.push(
      await promoSigns(stage, own, { sbom: join(stage.home, 'sbom.json'), 'evidence-formats': 'bundle,legacy' }),
    )
    const other = await fresh(stage.server, { count: SIGNED, repository: `cosign/both-${String(round)}` })
    peer.push(await timed(() => cosignSignsEach(stage, other)))
  }
  const goal = { measure: `${String(SIGNED)} digests, sign and attest 1 MB`, peer: 'loop of cosign sign and attest' }
  return measured(promo, peer, { ...goal, least: 5 })
}

async function signAlone(stage: Stage): Promise<Measure> {
  const [promo, peer]: [Took[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round += 1) {
    const own = await fresh(stage.server, { count: SIGNED, repository: `promo/alone-${String(round)}` })
    promo.push(await promoSigns(stage, own, { 'evidence-formats': 'bundle' }))
    const other = await fresh(stage.server, { count: SIGNED, repository: `cosign/alone-${String(round)}` })
    peer.push(await timed(() => cosign(stage, ['sign', '--yes', ...signing(stage, other.token), ...other.images])))
  }
  const goal = { measure: `${String(SIGNED)} digests, signatures alone`, peer: 'one cosign sign' }
  return measured(promo, peer, { ...goal, least: 1 })
}

async function verifyAll(stage: Stage): Promise<readonly Measure[]> {
  const { images, token } = await fresh(stage.server, { count: VERIFIED, repository: 'promo/verified' })
  await promoSigns(stage, { images, token }, { sbom: join(stage.home, 'sbom.json'), 'evidence-formats': 'bundle' })
  writeFileSync(join(stage.home, 'images'), images.join('\n'))
  const [promo, loop, one]: [Took[], number[], number[]] = [[], [], []]
  for (let round = 0; round < ROUNDS; round += 1) {
    promo.push(await promoVerifies(stage))
    loop.push(await timed(() => cosignVerifiesEach(stage, images)))
    one.push(await timed(() => cosign(stage, ['verify', ...verifying(stage), ...images])))
  }
  const measure = `${String(VERIFIED)} digests, verify`
  return [
    measured(promo, loop, {
      measure: `${measure} signature and SBOM`,
      peer: 'loop of cosign verify and verify-attestation',
      least: 10,
    }),
    measured(promo, one, { measure: `${measure} (SBOM too)`, peer: 'one cosign verify, signatures alone', least: 1 }),
  ]
}

interface Goal {
  readonly measure: string
  readonly peer: string
  /** Peer time over promo time. */
  readonly least: number
}

function measured(promo: readonly Took[], peer: readonly number[], { least, ...named }: Goal): Measure {
  const [promo_s, peer_s] = [median(promo.map(({ seconds }) => seconds)), median(peer)]
  const rss_mb = Math.max(...promo.map(({ memory }) => memory))
  const ratio = peer_s / promo_s
  const goal = `>= ${String(least)}, under ${String(MEMORY_BUDGET_MB)} MB`
  return {
    ...named,
    ...COSIGN,
    promo_s,
    peer_s,
    ratio,
    goal,
    holds: ratio >= least && rss_mb < MEMORY_BUDGET_MB,
    rss_mb,
  }
}

async function fresh(server: ChildProcess, wanted: FreshImages): Promise<Fresh> {
  const answer = once(server, 'message')
  server.send(wanted)
  const [made] = (await answer) as [Fresh]
  return made
}

/** Node reports its own peak in kilobytes when it exits. */
const REPORT_SIZE = `--import="data:text/javascript,process.on('exit',()=>process.stderr.write('rss='+process.resourceUsage().maxRSS))"`

async function promoSigns(
  { scene }: Stage,
  { images, token }: Fresh,
  inputs: Readonly<Record<string, string>>,
): Promise<Took> {
  const { signingConfig, trustedRoot } = scene
  const ended = await spawnAction('keyless-sign', {
    inputs: {
      ...{ images: images.join('\n'), provenance: 'false', recursive: 'false', 'identity-token': token },
      ...{ 'signing-config': signingConfig, 'trusted-root': trustedRoot, summary: 'false', ...inputs },
    },
    variables: { NODE_OPTIONS: REPORT_SIZE, NO_PROXY: '127.0.0.1' },
  })
  if (ended.code !== 0) throw new Error(`keyless-sign: ${ended.log.slice(-2000)}`)
  return { seconds: ended.milliseconds / 1000, memory: sizeIn(ended.log) }
}

async function promoVerifies({ home, scene }: Stage): Promise<Took> {
  let said = ''
  const args = [here('verify-digests.ts'), join(home, 'trusted_root.json'), join(home, 'images'), scene.identity]
  const seconds = await timed(async () => {
    said = await ran(process.execPath, args, home)
  })
  return { seconds, memory: sizeIn(said) }
}

function sizeIn(log: string): number {
  return Number(/rss=(\d+)/.exec(log)?.[1]) / 1024
}

async function cosignSignsEach(stage: Stage, { images, token }: Fresh): Promise<void> {
  const options = ['--yes', ...signing(stage, token)]
  const predicate = ['--type', 'spdxjson', '--predicate', join(stage.home, 'sbom.json')]
  for (const image of images) {
    await cosign(stage, ['sign', ...options, image])
    await cosign(stage, ['attest', ...options, ...predicate, image])
  }
}

async function cosignVerifiesEach(stage: Stage, images: readonly string[]): Promise<void> {
  for (const image of images) {
    await cosign(stage, ['verify', ...verifying(stage), image])
    await cosign(stage, ['verify-attestation', '--type', 'spdxjson', ...verifying(stage), image])
  }
}

function signing({ home }: Stage, token: string): readonly string[] {
  const services = ['--signing-config', join(home, 'signing_config.json')]
  return [...services, '--trusted-root', join(home, 'trusted_root.json'), '--identity-token', token]
}

function verifying({ home, scene }: Stage): readonly string[] {
  const signer = ['--certificate-identity', scene.identity, '--certificate-oidc-issuer', scene.issuer]
  return ['--trusted-root', join(home, 'trusted_root.json'), ...signer]
}

async function cosign({ home }: Stage, args: readonly string[]): Promise<void> {
  await ran(installedTool('cosign'), args, home)
}

/** What the program says on standard error. */
async function ran(path: string, args: readonly string[], home: string): Promise<string> {
  const child = spawn(path, args, { cwd: home, env: { HOME: home }, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0)
    throw new Error(`${path} ${args.slice(0, 2).join(' ')} ended with ${String(code)}: ${said.slice(-1000)}`)
  return said
}

async function timed(deed: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await deed()
  return (performance.now() - started) / 1000
}

/** SPDX of about a megabyte. */
function anSbom(): string {
  const entry = (number: number): unknown => ({
    SPDXID: `SPDXRef-Package-${String(number)}`,
    name: `package-${String(number)}`,
    versionInfo: '1.0.0',
    licenseConcluded: 'MIT',
    downloadLocation: `https://example.com/package-${String(number)}-1.0.0.tar.gz`,
  })
  const bytes = JSON.stringify(entry(1000)).length + 1
  const packages = Array.from({ length: Math.floor(SBOM_BYTES / bytes) }, (_, number) => entry(number))
  return JSON.stringify({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'bench', packages })
}
