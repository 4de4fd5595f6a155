import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pair } from './copy-turns.ts'

/**
 * Seconds of one `skopeo copy --all` for each pair, one after another, by a skopeo that has not seen the registry before,
 * as on a runner that was just made: it remembers which blobs are where, and mounts those it knows. Throws where skopeo is
 * not installed.
 */
export function skopeoCopy(pairs: readonly Pair[]): number {
  const data = mkdtempSync(join(tmpdir(), 'promo-skopeo-'))
  try {
    // For root the place of the cache is fixed; with the user id of a rootless container it follows XDG_DATA_HOME
    // (containers/image, pkg/blobinfocache/default.go).
    return skopeo(pairs, { ...process.env, _CONTAINERS_ROOTLESS_UID: '1000', XDG_DATA_HOME: data })
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

function skopeo(pairs: readonly Pair[], env: NodeJS.ProcessEnv): number {
  const started = performance.now()
  for (const [from, to] of pairs) {
    const flags = ['--all', '--src-tls-verify=false', '--dest-tls-verify=false', '--insecure-policy']
    const args = ['copy', ...flags, `docker://${from}`, `docker://${to}`]
    const { status, stderr } = spawnSync('skopeo', args, { encoding: 'utf8', env })
    if (status !== 0) throw new Error(`skopeo copy ${from} ${to}: ${stderr}`)
  }
  return (performance.now() - started) / 1000
}

/** Throws where skopeo is not installed. */
export function skopeoVersion(): string {
  const { status, stdout } = spawnSync('skopeo', ['--version'], { encoding: 'utf8' })
  if (status !== 0) throw new Error('skopeo is missing: install it (Debian: `apt-get install skopeo`)')
  return stdout.trim().split(' ').at(-1) ?? ''
}
