/** One measure as `--json` prints it: promo and a peer doing the same work, in turns, medians in seconds. */
export interface Measure {
  readonly measure: string
  readonly promo_s: number
  readonly peer: string
  readonly peer_version: string
  readonly peer_s: number
  /** Peer time over promo time, higher is better, unless the goal says otherwise. */
  readonly ratio: number
  readonly goal: string
  readonly holds: boolean
  readonly runs: number
  /** Largest resident size of promo's process. */
  readonly rss_mb: number
}

export function jsonLine(measure: Measure): string {
  return `${JSON.stringify(measure, (_key, value: unknown) => (typeof value === 'number' ? rounded(value) : value))}\n`
}

export function textLine({ measure, promo_s, peer, peer_s, ratio, goal, holds, rss_mb }: Measure): string {
  const times = `${milliseconds(promo_s)} ms, ${peer} ${milliseconds(peer_s)} ms`
  return `${holds ? ' ' : '✗'} ${measure.padEnd(28)} ${times}  ${ratio.toFixed(2)} (${goal})  ${rss_mb.toFixed(0)} MB\n`
}

function milliseconds(seconds: number): string {
  return (seconds * 1000).toFixed(0)
}

/** Four significant digits: more would be noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
