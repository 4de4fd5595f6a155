import { hexOf, parseImageName, type Digest } from '@promo/core'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, createRegistryClient, type RegistryClient } from '@promo/registry'
import { spawnSync } from 'node:child_process'
import { startDistribution } from '../interop/registries/real-registries.ts'
import { pushLarge, pushSealed, pushSealedIndex, pushSealedLarge } from './bench-images.ts'
import { inTurns, type Pair, type PeerCopy, type Turns } from './copy-turns.ts'
import { craneCopy, craneVersion } from './crane.ts'
import { startDocker } from './docker.ts'
import type { Measure } from './measure.ts'
import { orasCopy, orasVersion } from './oras.ts'
import { skopeoCopy, skopeoVersion } from './skopeo.ts'
import { RECORDED, relayed, replayed } from './floor/bare-node.ts'
import { recordCopy, type RecordedCopy } from './floor/recorded-copies.ts'
import { median } from './statistics.ts'

const ROUNDS = 5
/** What a tag may cost beyond the start of Node, seconds. */
const RETAG_BUDGET_S = 0.12
const IMAGES = 20
const LAYER_MEGABYTES = 60
const LARGE_MEGABYTES = 600
const LARGE_ROUNDS = 3
const MEMORY_BUDGET_MB = 150

const CRANE = { peer: 'crane copy', version: craneVersion }
const ORAS = { peer: 'oras cp -r', version: orasVersion }
const NODE = { peer: 'node -e 0', version: () => process.version }
/** What Node takes for the same requests or bytes when nothing is read, checked or decided: no copy in Node is faster. */
const FLOOR = { version: () => process.version }
const SKOPEO = { peer: 'skopeo copy --all', version: skopeoVersion }

/** copy-image against its peers, on registries of the distribution project, start-up of each process included. */
export async function* registry(): AsyncGenerator<Measure> {
  const near = await startDistribution()
  const client = createRegistryClient({ http: createHttpClient({ environment: {} }), credentials: ANONYMOUS })
  try {
    yield* await promoteIndex(client, near.host)
    yield* await promoteImage(client, near.host)
    yield* promoteMany(client, near.host)
    yield* await copyLarge(client, near.host)
  } finally {
    await near.close()
  }
}

/** One index with evidence, to another repository of the registry and as a tag of its own: no layer has to move. */
async function promoteIndex(client: RegistryClient, host: string): Promise<readonly Measure[]> {
  const repository = `${host}/quarantine/index`
  const digest = await pushSealedIndex(client, parseImageName(repository), LAYER_MEGABYTES)
  const image = `${repository}@${digest}`
  const evidence = `sha256-${hexOf(digest)}`
  // skopeo does not know referrers: it copies them as the children of the fallback index that lists them.
  const skopeoWithEvidence: PeerCopy = (pairs) =>
    skopeoCopy(
      pairs.flatMap(
        ([from, to]) =>
          [
            [from, to],
            [`${repository}:${evidence}`, `${to}:${evidence}`],
          ] as const,
      ),
    )
  const moved = await inTurns(ROUNDS, skopeoWithEvidence, (place, copy) => copy([[image, `${host}/${place}/index`]]))
  const retagged = await inTurns(ROUNDS, skopeoCopy, (place, copy) => copy([[image, repository]], place))
  const start = nodeStart(ROUNDS)
  const how = { ...SKOPEO, runs: ROUNDS, goal: 3 }
  return [
    measured(`2 × ${LAYER_MEGABYTES} MB with evidence, same registry`, moved, how),
    measured('the same, a tag', retagged, how),
    {
      ...measured('a tag, beyond the start of Node', { ...retagged, peer: start }, { ...NODE, runs: ROUNDS, goal: 0 }),
      goal: `promo - node < ${RETAG_BUDGET_S} s`,
      holds: retagged.promo - start < RETAG_BUDGET_S,
    },
  ]
}

/** One image with evidence, beside docker: it can copy no index, and carries no evidence. */
async function promoteImage(client: RegistryClient, host: string): Promise<readonly Measure[]> {
  const repository = `${host}/quarantine/single`
  const image = `${repository}@${await pushSealedLarge(client, parseImageName(repository), LAYER_MEGABYTES)}`
  const docker = await startDocker()
  try {
    const moved = await inTurns(ROUNDS, docker.copy, (place, copy) => copy([[image, `${host}/${place}/single`]]))
    const retagged = await inTurns(ROUNDS, docker.copy, (place, copy) => copy([[image, repository]], place))
    const how = { peer: 'docker pull, tag, push', version: docker.version, runs: ROUNDS, goal: 3 }
    return [
      measured(`${LAYER_MEGABYTES} MB with evidence, same registry`, moved, how),
      measured('the same, a tag', retagged, how),
    ]
  } finally {
    await docker.close()
  }
}

/** Seconds that a Node takes that does nothing. */
function nodeStart(rounds: number): number {
  const seconds = Array.from({ length: rounds }, () => {
    const started = performance.now()
    spawnSync(process.execPath, ['-e', '0'])
    return (performance.now() - started) / 1000
  })
  return median(seconds)
}

/** Twenty images with evidence within one registry; crane carries no evidence, oras does. */
async function* promoteMany(client: RegistryClient, host: string): AsyncGenerator<Measure> {
  const images: { readonly name: string; readonly digest: Digest }[] = []
  for (let number = 0; number < IMAGES; number += 1) {
    const name = `app-${number}`
    images.push({ name, digest: await pushSealed(client, parseImageName(`${host}/quarantine/${name}`), name) })
  }
  const pairs = (to: string): readonly Pair[] =>
    images.map(({ name, digest }) => [`${host}/quarantine/${name}@${digest}`, `${host}/${to}/${name}`])
  const measure = `${IMAGES} images with evidence, same registry`
  const beside = (peerCopy: PeerCopy, peer: string): Promise<Turns> =>
    inTurns(ROUNDS, peerCopy, (place, copy) => copy(pairs(`${peer}-${place}`)))
  yield measured(measure, await beside(craneCopy, 'crane'), { ...CRANE, runs: ROUNDS, goal: 1 })
  yield measured(measure, await beside(orasCopy, 'oras'), { ...ORAS, runs: ROUNDS, goal: 2 })
  const recorded: RecordedCopy[] = []
  for (const pair of pairs(RECORDED)) recorded.push(await recordCopy(pair))
  const alone = await beside(([pair]) => replayed(recorded, pair?.[1].split('/')[1] ?? ''), 'floor')
  yield measured(measure, alone, { ...FLOOR, peer: 'its requests alone', runs: ROUNDS, goal: 0.6 })
}

/** One large image to another registry, which is new each time: a blob is shared by all repositories of one. */
async function copyLarge(client: RegistryClient, near: string): Promise<readonly Measure[]> {
  const source = `${near}/quarantine/large`
  const name = parseImageName(source)
  const digest = await pushLarge(client, name, LARGE_MEGABYTES)
  const { content } = await client.manifest(name, digest)
  const layer = content.kind === 'image' ? (content.layers[0]?.digest ?? digest) : digest
  const beside = (peerCopy: PeerCopy): Promise<Turns> =>
    inTurns(LARGE_ROUNDS, peerCopy, async (_place, copy) => {
      const far = await startDistribution()
      try {
        return await copy([[`${source}@${digest}`, `${far.host}/large`]])
      } finally {
        await far.close()
      }
    })
  const measure = `${LARGE_MEGABYTES} MB to another registry`
  const turns = await beside(craneCopy)
  const alone = await beside(([pair]) => relayed(source, pair?.[1] ?? '', layer))
  const how = { ...CRANE, runs: LARGE_ROUNDS, goal: 0.9 }
  return [
    measured(measure, turns, how),
    {
      ...measured(`${LARGE_MEGABYTES} MB, resident memory`, turns, how),
      goal: `< ${MEMORY_BUDGET_MB} MB`,
      holds: turns.memory < MEMORY_BUDGET_MB,
    },
    measured(measure, alone, { ...FLOOR, peer: 'its bytes alone', runs: LARGE_ROUNDS, goal: 0.8 }),
  ]
}

interface How {
  readonly peer: string
  readonly version: () => string
  readonly runs: number
  /** Least ratio of peer to promo. */
  readonly goal: number
}

function measured(measure: string, { promo, peer, memory }: Turns, how: How): Measure {
  const ratio = peer / promo
  return {
    ...{ measure, promo_s: promo, peer: how.peer, peer_version: how.version(), peer_s: peer, ratio },
    ...{ goal: `peer/promo >= ${how.goal}`, holds: ratio >= how.goal, runs: how.runs, rss_mb: memory },
  }
}
