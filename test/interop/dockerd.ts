import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { boundedRuntime } from './bounded-runtime.ts'
import { startDaemon, type Daemon } from './daemon.ts'
import { systemTool } from './system-tool.ts'

/**
 * A docker daemon of a test's own that touches no network of the machine: no container reaches anything unless it is given
 * the network of the machine, and registries on loopback need no TLS. It keeps images itself, as daemons before 29 do: such a one can neither push by digest nor attest.
 * The storage driver is what it finds to work here: overlay2, or vfs within a container.
 */
export async function startDockerd(): Promise<Daemon> {
  const directory = mkdtempSync(join(tmpdir(), 'promo-dockerd-'))
  const socket = join(directory, 'docker.sock')
  const configuration = join(directory, 'daemon.json')
  writeFileSync(configuration, JSON.stringify({ features: { 'containerd-snapshotter': false } }))
  const args = [
    ...[`--config-file=${configuration}`, `--data-root=${join(directory, 'data')}`],
    ...[`--exec-root=${join(directory, 'exec')}`, `--pidfile=${join(directory, 'pid')}`],
    ...[`--host=unix://${socket}`, `--group=${process.getgid?.() ?? 0}`],
    ...[`--add-runtime=bounded=${boundedRuntime(directory)}`, '--default-runtime=bounded'],
    ...['--bridge=none', '--iptables=false', '--ip6tables=false'],
  ]
  return startDaemon({ directory, socket, program: systemTool('dockerd'), args })
}
