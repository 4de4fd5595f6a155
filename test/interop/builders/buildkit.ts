import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installedTool } from '../installed-tool.ts'
import { startDaemon, type Daemon } from '../daemon.ts'
import { systemTool } from '../system-tool.ts'

/** A buildkitd of its own, which speaks plain http to one registry (moby/buildkit, docs/buildkitd.toml.md). */
export async function startBuildkit(registry: string): Promise<Daemon> {
  const directory = mkdtempSync(join(tmpdir(), 'promo-buildkit-'))
  const socket = join(directory, 'buildkitd.sock')
  const configuration = join(directory, 'buildkitd.toml')
  const user = `uid = ${process.getuid?.() ?? 0}\ngid = ${process.getgid?.() ?? 0}`
  const worker = `[worker.oci]\nsnapshotter = "overlayfs"\nbinary = "${systemTool('runc')}"\n[worker.containerd]\nenabled = false`
  const text = `root = "${join(directory, 'root')}"\n[grpc]\naddress = ["unix://${socket}"]\n${user}\n${worker}\n${plainHttp(registry)}`
  writeFileSync(configuration, text)
  return startDaemon({ directory, socket, program: installedTool('buildkit'), args: ['--config', configuration] })
}

/** The part of a configuration by which buildkitd speaks plain http to a registry. */
export function plainHttp(registry: string): string {
  return `[registry."${registry}"]\nhttp = true\n`
}
