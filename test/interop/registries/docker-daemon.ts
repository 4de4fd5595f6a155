import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runTool } from '../installed-tool.ts'
import { startServer } from '../server-process.ts'
import { systemTool } from '../system-tool.ts'

/** A Docker engine of one test's own. */
export interface DockerDaemon {
  /** The value of DOCKER_HOST. */
  readonly host: string
  /** Runs the docker client against it and gives what it printed. Throws what it said when it fails. */
  docker(...args: readonly string[]): Promise<string>
  close(): Promise<void>
}

/**
 * Starts dockerd (root is needed) with a socket, data and containerd of its own, and without a network: images are pulled,
 * built from COPY, and pushed, but no container reaches anything. It takes registries on loopback without TLS by itself.
 * The storage driver is what dockerd finds to work here: overlay2, or vfs within a container.
 */
export async function startDockerDaemon(): Promise<DockerDaemon> {
  const root = await mkdtemp(join(tmpdir(), 'promo-dockerd-'))
  const host = `unix://${join(root, 'docker.sock')}`
  const home = join(root, 'home')
  const configuration = join(root, 'daemon.json')
  await mkdir(home)
  await writeFile(configuration, '{}')
  const client = (args: readonly string[]): ReturnType<typeof runTool> =>
    runTool(systemTool('docker'), args, home, { DOCKER_HOST: host })
  const server = await startServer({
    path: systemTool('dockerd'),
    args: [
      ...['--host', host, '--config-file', configuration, '--pidfile', join(root, 'docker.pid')],
      ...['--data-root', join(root, 'data'), '--exec-root', join(root, 'exec')],
      ...['--bridge=none', '--iptables=false', '--ip6tables=false'],
    ],
    directory: root,
    environment: { HOME: home, PATH: process.env['PATH'] ?? '' },
    logFile: join(root, 'log'),
    answers: async () => (await client(['version'])).code === 0,
  })
  return {
    host,
    docker: async (...args) => {
      const { code, stdout, stderr } = await client(args)
      if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`)
      return stdout.trim()
    },
    close: async () => {
      await server.stop()
      await rm(root, { recursive: true, force: true })
    },
  }
}
