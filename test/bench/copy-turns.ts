import { spawnAction } from '../actions/spawn-action.ts'
import { median } from './statistics.ts'

/** What is copied where: references as the command line has them. */
export type Pair = readonly [from: string, to: string]

/** Copies the pairs with whole processes; gives seconds. */
export type PeerCopy = (pairs: readonly Pair[]) => number

export interface Copied {
  readonly seconds: number
  /** Largest resident size, MB. */
  readonly memory: number
}

/** With a tag, every target gets it. */
export type Copy = (pairs: readonly Pair[], tag?: string) => Promise<Copied>

export interface Turns {
  /** Medians in seconds. */
  readonly promo: number
  readonly peer: number
  /** promo's largest resident size, MB. */
  readonly memory: number
}

/** `turn` copies to a place of its own, named by the round and the tool: a second copy there would move nothing. */
export async function inTurns(
  rounds: number,
  peerCopy: PeerCopy,
  turn: (place: string, copy: Copy) => Promise<Copied>,
): Promise<Turns> {
  const promo: Copied[] = []
  const peer: Copied[] = []
  for (let round = 0; round < rounds; round += 1) {
    promo.push(await turn(`promo-${round}`, promoCopy))
    peer.push(
      await turn(`peer-${round}`, (pairs, tag) =>
        Promise.resolve({ seconds: peerCopy(tagged(pairs, tag)), memory: NaN }),
      ),
    )
  }
  const seconds = (copies: readonly Copied[]): number => median(copies.map((copy) => copy.seconds))
  return { promo: seconds(promo), peer: seconds(peer), memory: Math.max(...promo.map(({ memory }) => memory)) }
}

/** Node reports its own peak in kilobytes when it exits. */
const REPORT_SIZE = `--import="data:text/javascript,process.on('exit',()=>process.stderr.write('rss='+process.resourceUsage().maxRSS))"`

function tagged(pairs: readonly Pair[], tag: string | undefined): readonly Pair[] {
  return tag === undefined ? pairs : pairs.map(([from, to]) => [from, `${to}:${tag}`])
}

async function promoCopy(pairs: readonly Pair[], tag?: string): Promise<Copied> {
  const [from, to] = [pairs.map(([source]) => source).join('\n'), pairs.map(([, target]) => target).join('\n')]
  const ended = await spawnAction('copy-image', {
    inputs: { from, to, ...(tag !== undefined && { tags: tag }) },
    variables: { NODE_OPTIONS: REPORT_SIZE, NO_PROXY: '127.0.0.1' },
  })
  if (ended.code !== 0) throw new Error(`copy-image ended with ${String(ended.code)}: ${ended.log.slice(-2000)}`)
  return { seconds: ended.milliseconds / 1000, memory: Number(/rss=(\d+)/.exec(ended.log)?.[1]) / 1024 }
}
