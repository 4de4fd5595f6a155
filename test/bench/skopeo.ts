import { spawnSync } from 'node:child_process'

/** Seconds of one `skopeo copy --all` for each pair, one after another. Throws where skopeo is not installed. */
export function skopeoCopy(pairs: readonly (readonly [from: string, to: string])[]): number {
  const started = performance.now()
  for (const [from, to] of pairs) {
    const flags = ['--all', '--src-tls-verify=false', '--dest-tls-verify=false', '--insecure-policy']
    const { status, stderr } = spawnSync('skopeo', ['copy', ...flags, `docker://${from}`, `docker://${to}`], {
      encoding: 'utf8',
    })
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
