import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDockerd } from '../interop/dockerd.ts'
import { systemTool } from '../interop/system-tool.ts'
import type { PeerCopy } from './copy-turns.ts'

/** A docker engine to measure beside. */
export interface DockerPeer {
  /** Seconds of pull, tag and push, one platform without evidence: docker has no other way to copy. */
  readonly copy: PeerCopy
  readonly version: () => string
  close(): Promise<void>
}

/** Starts an engine that holds no image; root is needed, and the Debian package docker.io. */
export async function startDocker(): Promise<DockerPeer> {
  const daemon = await startDockerd()
  const home = mkdtempSync(join(tmpdir(), 'promo-bench-docker-'))
  const env = { HOME: home, DOCKER_HOST: daemon.address }
  const docker = (...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(systemTool('docker'), args, { encoding: 'utf8', env })
    if (status !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`)
    return stdout.trim()
  }
  return {
    copy: (pairs) => {
      const started = performance.now()
      for (const [from, to] of pairs) {
        docker('pull', '--quiet', from)
        docker('tag', from, to)
        docker('push', '--quiet', to)
      }
      const seconds = (performance.now() - started) / 1000
      // As on a runner that was just made, the next turn finds nothing.
      for (const [from, to] of pairs) docker('image', 'rm', '--force', to, from)
      return seconds
    },
    version: () => docker('version', '--format', '{{.Server.Version}}'),
    close: async () => {
      await daemon.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
