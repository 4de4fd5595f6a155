import { spawnSync } from 'node:child_process'
import { installedTool } from '../interop/installed-tool.ts'

/** Seconds of one `crane copy` for each pair, one after another. */
export function craneCopy(pairs: readonly (readonly [from: string, to: string])[]): number {
  const started = performance.now()
  for (const [from, to] of pairs) {
    const { status, stderr } = spawnSync(installedTool('crane'), ['copy', from, to], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`crane copy ${from} ${to}: ${stderr}`)
  }
  return (performance.now() - started) / 1000
}

export function craneVersion(): string {
  return spawnSync(installedTool('crane'), ['version'], { encoding: 'utf8' }).stdout.trim()
}
