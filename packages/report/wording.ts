import type { Digest, Outcome } from '@promo/core'
import { code, type Markdown } from './markdown.ts'

/** `1 image`, `3 images`, `2 entries`. */
export function plural(count: number, noun: string, several = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : several}`
}

/** `12,345`. The locale data that `toLocaleString` loads would cost 12 ms of every action. */
function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
}

/** What an outcome means, in a word that starts a sentence. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  pass: 'Passed',
  findings: 'Refused',
  configuration: 'Not set up',
  infrastructure: 'Not decided',
}

/** The text with every full digest cut to the digits the eye compares; where a digest is to be copied it stands in full. */
export function short(text: string): string {
  return text.replaceAll(/sha256:([0-9a-f]{12})[0-9a-f]{52}/g, 'sha256:$1…')
}

/** The first digits of a digest are enough for the eye; where it is to be copied it stands in full. */
export function shortDigest(digest: Digest): Markdown {
  return code(digest.slice(0, 'sha256:'.length + 12))
}

/** Bytes as people read them. */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${power === 0 ? String(value) : value.toFixed(1)} ${units[power] ?? ''}`
}

/** `2026-11-25 18:00 UTC`. */
export function minute(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`
}
