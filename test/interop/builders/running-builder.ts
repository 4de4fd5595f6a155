import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startDockerd } from '../dockerd.ts'
import { buildBuildkitImage } from './buildkit-image.ts'
import { plainHttp, startBuildkit } from './buildkit.ts'
import { dockerIn, type DockerCli } from './docker-cli.ts'
import type { BuildScene } from './scene.ts'

/** A builder of buildx that is used unless another is named, and the docker command that uses it. */
export interface RunningBuilder {
  readonly docker: DockerCli
  close(): Promise<void>
}

/** Whose builder it is, by the name of buildx's driver. */
export interface BuilderKind {
  readonly driver: 'remote' | 'docker-container' | 'docker'
  /** Whether its own cache outlives a job. */
  readonly cache: 'shared' | 'none'
  start(scene: BuildScene): Promise<RunningBuilder>
}

/** The drivers that push by digest, with the locked buildkitd behind each. */
export const BUILDERS: readonly BuilderKind[] = [
  { driver: 'remote', cache: 'shared', start: startRemote },
  { driver: 'docker-container', cache: 'none', start: startContainer },
]

/** A daemon that can neither push by digest nor attest. */
export const DAEMON: BuilderKind = {
  driver: 'docker',
  cache: 'none',
  start: async (scene) => {
    const dockerd = await startDockerd()
    return {
      docker: await dockerIn(scene.directory('home'), { DOCKER_HOST: dockerd.address }),
      close: () => dockerd.stop(),
    }
  },
}

async function startRemote(scene: BuildScene): Promise<RunningBuilder> {
  const buildkit = await startBuildkit(scene.host)
  const docker = await dockerIn(scene.directory('home'), {})
  await createBuilder(docker, '--driver=remote', buildkit.address)
  return { docker, close: () => buildkit.stop() }
}

/** buildkitd has the network of the machine: a daemon of a test has no other, and the registry is on loopback. */
async function startContainer(scene: BuildScene): Promise<RunningBuilder> {
  const dockerd = await startDockerd()
  const docker = await dockerIn(scene.directory('home'), { DOCKER_HOST: dockerd.address })
  const close = async (): Promise<void> => {
    await docker.run('buildx', 'rm', '--force', 'kit')
    await dockerd.stop()
  }
  try {
    const context = scene.directory('buildkit-image')
    const image = await buildBuildkitImage(docker, context)
    rmSync(context, { recursive: true })
    const configuration = join(scene.directory('buildkit'), 'buildkitd.toml')
    writeFileSync(configuration, plainHttp(scene.host))
    const options = [`--driver-opt=image=${image},network=host`, `--buildkitd-config=${configuration}`]
    await createBuilder(docker, '--driver=docker-container', '--bootstrap', ...options)
    return { docker, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function createBuilder(docker: DockerCli, ...args: readonly string[]): Promise<void> {
  const { code, stderr } = await docker.run('buildx', 'create', '--name=kit', '--use', ...args)
  if (code !== 0) throw new Error(`no builder of buildx: ${stderr}`)
}
