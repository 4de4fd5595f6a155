import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RecordedCopy } from './recorded-copies.ts'

/** Where copies are recorded; they are replayed to another place of the registry. */
export const RECORDED = 'recorded'

/**
 * Seconds that Node takes for the requests of copies alone, or for the bytes of a blob alone: whatever promo does on top is
 * its own, and no copy in Node is faster.
 */
export function replayed(copies: readonly RecordedCopy[], place: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'promo-replay-'))
  try {
    const file = join(folder, 'copies.json')
    writeFileSync(file, JSON.stringify(copies).replaceAll(`/${RECORDED}/`, `/${place}/`))
    return node('replay.js', [file])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `from` and `to`: `<host>/<repository>` of the blob and of its copy. */
export function relayed(from: string, to: string, digest: string): number {
  return node('relay.js', [repositoryUrl(from), repositoryUrl(to), digest])
}

function repositoryUrl(name: string): string {
  return `http://${name.replace('/', '/v2/')}`
}

function node(script: string, args: readonly string[]): number {
  const started = performance.now()
  const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, script), ...args], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${script}: ${stderr}`)
  return (performance.now() - started) / 1000
}
