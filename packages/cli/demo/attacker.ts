import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDigest, type Digest } from '@promo/core'
import { expectSuccess, runProgram } from '@promo/process'
import { cliError } from '../errors.ts'
import { ROOT } from '../repository-root.ts'
import type { Scene } from './scene.ts'

/** Builds an image on a laptop and pushes it with a developer's own credentials: right repository, no evidence. */
export async function pushUnsigned({ sandbox, developer, bookstore, directory, hostTools }: Scene): Promise<Digest> {
  const context = join(bookstore.directory, 'app', 'catalog')
  const layout = join(directory, 'work', 'laptop-build')
  const env = { ...hostTools, ...sandbox.network.environment, HOME: directory }
  const build = await runProgram({
    program: process.execPath,
    args: ['../build-layout.mjs', layout, 'linux/arm64'],
    cwd: context,
    env,
  })
  expectSuccess(build, 'the build')
  const copy = await runProgram({
    program: process.execPath,
    args: [
      join(ROOT, 'packages', 'cli', 'main.ts'),
      'copy',
      '--from',
      `oci-layout:${layout}`,
      '--to',
      'ghcr.io/your-org/bookstore-catalog',
      '--json',
    ],
    cwd: directory,
    env: { ...env, DOCKER_CONFIG: dockerConfig(directory, developer) },
  })
  const { digest } = JSON.parse(new TextDecoder().decode(expectSuccess(copy, 'promo copy').stdout)) as {
    readonly digest?: unknown
  }
  if (isDigest(digest)) return digest
  throw cliError('demo-failed', {}, 'the copy named no digest')
}

/** What `docker login` leaves: the only credentials the developer has. */
function dockerConfig(directory: string, { login, token }: Scene['developer']): string {
  const home = join(directory, 'work', 'docker')
  mkdirSync(home, { recursive: true })
  const auth = Buffer.from(`${login}:${token}`).toString('base64')
  writeFileSync(join(home, 'config.json'), JSON.stringify({ auths: { 'ghcr.io': { auth } } }), { mode: 0o600 })
  return home
}
