import { parseImageName, type Digest, type ImageName } from '@promo/core'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, createRegistryClient, OCI_CONFIG, OCI_MANIFEST, type RegistryClient } from '@promo/registry'
import { anImage, bytesOf, pointer, pushBlob, pushImage } from '@promo/registry/testing'
import { createHash } from 'node:crypto'
import { spawnAction } from '../actions/spawn-action.ts'
import { craneCopy, craneVersion, startCraneRegistry } from './crane.ts'
import type { Measure } from './measure.ts'
import { median } from './statistics.ts'

const IMAGES = 20
const ROUNDS = 5
/** Signature, SBOM and provenance. */
const EVIDENCE = ['sign', 'sbom', 'provenance']
const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json'

const LARGE_BYTES = 600 * 1024 * 1024
const LARGE_ROUNDS = 3
const MEMORY_BUDGET_MB = 150

const MEGABYTE = 1024 * 1024

type Pair = readonly [from: string, to: string]

/** copy-image against `crane copy`, both against registries of go-containerregistry in memory, start-up included. */
export async function* registry(): AsyncGenerator<Measure> {
  const near = await startCraneRegistry()
  const client = createRegistryClient({ http: createHttpClient({ environment: {} }), credentials: ANONYMOUS })
  try {
    yield await promoteMany(client, near.host)
    yield* await copyLarge(client, near.host)
  } finally {
    near.close()
  }
}

/** Twenty images with evidence within one registry; crane carries no evidence. */
async function promoteMany(client: RegistryClient, host: string): Promise<Measure> {
  const images: { readonly name: string; readonly digest: Digest }[] = []
  for (let number = 0; number < IMAGES; number += 1) {
    const name = `app-${number}`
    images.push({ name, digest: await pushSealed(client, parseImageName(`${host}/quarantine/${name}`), name) })
  }
  const pairs = (to: string): readonly Pair[] =>
    images.map(({ name, digest }) => [`${host}/quarantine/${name}@${digest}`, `${host}/${to}/${name}`])
  const { promo, peer, memory } = await inTurns(ROUNDS, (round, copy) => copy(pairs(round)))
  const ratio = peer / promo
  return {
    measure: `${IMAGES} images with evidence, same registry`,
    ...shared(promo, peer, ratio),
    goal: 'peer/promo >= 1',
    holds: ratio >= 1,
    runs: ROUNDS,
    rss_mb: memory,
  }
}

/** One image of 600 MB to another registry, which is new each time: a blob is shared by all repositories of one. */
async function copyLarge(client: RegistryClient, near: string): Promise<readonly Measure[]> {
  const digest = await pushLarge(client, parseImageName(`${near}/quarantine/large`))
  const { promo, peer, memory } = await inTurns(LARGE_ROUNDS, async (_round, copy) => {
    const far = await startCraneRegistry()
    try {
      return await copy([[`${near}/quarantine/large@${digest}`, `${far.host}/large`]])
    } finally {
      far.close()
    }
  })
  const ratio = peer / promo
  const measured = { ...shared(promo, peer, ratio), runs: LARGE_ROUNDS, rss_mb: memory }
  return [
    { ...measured, measure: '600 MB to another registry', goal: 'peer/promo >= 0.9', holds: ratio >= 0.9 },
    {
      ...measured,
      measure: '600 MB, resident memory',
      goal: `< ${MEMORY_BUDGET_MB} MB`,
      holds: memory < MEMORY_BUDGET_MB,
    },
  ]
}

function shared(promo: number, peer: number, ratio: number): Pick<Measure, SharedKeys> {
  return { promo_s: promo, peer: 'crane copy', peer_version: craneVersion(), peer_s: peer, ratio }
}

type SharedKeys = 'promo_s' | 'peer' | 'peer_version' | 'peer_s' | 'ratio'

interface Turns {
  /** Medians in seconds. */
  readonly promo: number
  readonly peer: number
  /** promo's largest resident size, MB. */
  readonly memory: number
}

interface Copied {
  readonly seconds: number
  /** Largest resident size, MB. */
  readonly memory: number
}

type Copy = (pairs: readonly Pair[]) => Promise<Copied>

/** `turn` copies to a place of its own, named by the round and the tool: a second copy there would move nothing. */
async function inTurns(rounds: number, turn: (place: string, copy: Copy) => Promise<Copied>): Promise<Turns> {
  const promo: Copied[] = []
  const peer: Copied[] = []
  for (let round = 0; round < rounds; round += 1) {
    promo.push(await turn(`promo-${round}`, promoCopy))
    peer.push(await turn(`crane-${round}`, (pairs) => Promise.resolve({ seconds: craneCopy(pairs), memory: NaN })))
  }
  const seconds = (copies: readonly Copied[]): number => median(copies.map((copy) => copy.seconds))
  return { promo: seconds(promo), peer: seconds(peer), memory: Math.max(...promo.map(({ memory }) => memory)) }
}

/** Node reports its own peak in kilobytes when it exits. */
const REPORT_SIZE = `--import="data:text/javascript,process.on('exit',()=>process.stderr.write('rss='+process.resourceUsage().maxRSS))"`

async function promoCopy(pairs: readonly Pair[]): Promise<Copied> {
  const [from, to] = [pairs.map(([source]) => source).join('\n'), pairs.map(([, target]) => target).join('\n')]
  const ended = await spawnAction('copy-image', {
    inputs: { from, to },
    variables: { NODE_OPTIONS: REPORT_SIZE, NO_PROXY: '127.0.0.1' },
  })
  if (ended.code !== 0) throw new Error(`copy-image ended with ${String(ended.code)}: ${ended.log.slice(-2000)}`)
  return { seconds: ended.milliseconds / 1000, memory: Number(/rss=(\d+)/.exec(ended.log)?.[1]) / 1024 }
}

async function pushSealed(client: RegistryClient, name: ImageName, text: string): Promise<Digest> {
  const image = anImage(text)
  await pushImage(client, name, image)
  for (const kind of EVIDENCE) {
    const payload = bytesOf(JSON.stringify({ kind, text, padding: 'x'.repeat(5000) }))
    await client.attach(name, image.descriptor, { artifactType: BUNDLE, payload, annotations: {} })
  }
  return image.descriptor.digest
}

/** An image with one layer of `LARGE_BYTES` that no registry has seen. */
async function pushLarge(client: RegistryClient, name: ImageName): Promise<Digest> {
  const part = Buffer.alloc(MEGABYTE, 'promo')
  const times = LARGE_BYTES / MEGABYTE
  const hash = createHash('sha256')
  for (let count = 0; count < times; count += 1) hash.update(part)
  const digest = `sha256:${hash.digest('hex')}` as Digest
  const config = bytesOf(
    JSON.stringify({ os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [digest] } }),
  )
  await pushBlob(client, name, config)
  await client.putBlob(name, { digest, size: LARGE_BYTES, open: () => repeated(part, times) })
  const layer = { mediaType: 'application/vnd.oci.image.layer.v1.tar', digest, size: LARGE_BYTES }
  const manifest = { schemaVersion: 2, mediaType: OCI_MANIFEST, config: pointer(OCI_CONFIG, config), layers: [layer] }
  return client.putManifest(name, bytesOf(JSON.stringify(manifest)), OCI_MANIFEST)
}

async function* repeated(bytes: Uint8Array, times: number): AsyncIterable<Uint8Array> {
  for (let count = 0; count < times; count += 1) yield await Promise.resolve(bytes)
}
