import { spawnSync } from 'node:child_process'
import { installedTool } from '../interop/installed-tool.ts'
import type { Pair } from './copy-turns.ts'

/** Seconds of one `oras cp -r` for each pair, one after another: with all that refers to an image. */
export function orasCopy(pairs: readonly Pair[]): number {
  const started = performance.now()
  for (const [from, to] of pairs) {
    const args = ['cp', '-r', '--from-plain-http', '--to-plain-http', '--no-tty', from, to]
    const { status, stderr } = spawnSync(installedTool('oras'), args, { encoding: 'utf8' })
    if (status !== 0) throw new Error(`oras cp -r ${from} ${to}: ${stderr}`)
  }
  return (performance.now() - started) / 1000
}

export function orasVersion(): string {
  const { stdout } = spawnSync(installedTool('oras'), ['version'], { encoding: 'utf8' })
  return /^Version:\s+(\S+)/m.exec(stdout)?.[1] ?? ''
}
