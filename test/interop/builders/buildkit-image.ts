import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { installedTool } from '../installed-tool.ts'
import { systemTool } from '../system-tool.ts'
import type { DockerCli } from './docker-cli.ts'

/** What the image holds where moby/buildkit has it, as far as the driver docker-container needs it (docker/buildx, driver/docker-container). */
const DOCKERFILE = `FROM scratch
COPY root /
ENV PATH=/usr/bin
ENTRYPOINT ["buildkitd"]
`

/** Makes an image of the locked buildkitd and buildctl, and the system's runc with its libraries, in the daemon that docker speaks to. Gives its name. */
export async function buildBuildkitImage(docker: DockerCli, directory: string): Promise<string> {
  const name = 'promo.invalid/buildkit:locked'
  const root = join(directory, 'root')
  const put = (from: string, to: string): void => {
    mkdirSync(dirname(join(root, to)), { recursive: true })
    copyFileSync(from, join(root, to))
  }
  mkdirSync(join(root, 'tmp'), { recursive: true })
  const runc = systemTool('runc')
  put(installedTool('buildkit'), 'usr/bin/buildkitd')
  put(installedTool('buildctl'), 'usr/bin/buildctl')
  put(runc, 'usr/bin/runc')
  for (const library of librariesOf(runc)) put(library, library)
  writeFileSync(join(directory, 'Dockerfile'), DOCKERFILE)
  const { code, stderr } = await docker.run('buildx', 'build', '--builder=default', `--tag=${name}`, directory)
  if (code !== 0) throw new Error(`no image of buildkitd: ${stderr}`)
  return name
}

/** The loader too. A static program has none. */
function librariesOf(program: string): readonly string[] {
  try {
    return execFileSync(systemTool('ldd'), [program], { encoding: 'utf8', stdio: 'pipe' }).match(/\/\S+/g) ?? []
  } catch {
    return []
  }
}
