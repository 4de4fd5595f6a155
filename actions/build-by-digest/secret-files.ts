import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Environment } from '@promo/runner'
import type { BuildSecret } from './secret.ts'

interface SecretPlace {
  readonly workspace: string
  /** Only this step's user enters it. */
  readonly scratch: string
  readonly environment: Environment
  /** Hides a value from every log that follows: a build may print what it is given. */
  readonly mask: (value: string) => void
}

/** A file of this size is a secret of one; a larger one is data, and masking it would hide half the log. */
const MASKED_BYTES = 64 * 1024

/**
 * Runs a build with its secrets as `id=…,src=PATH` and `id=…,env=NAME`, which name them and hold none. A value lies in a file
 * for as long as the build takes.
 */
export async function withSecrets<T>(
  secrets: readonly BuildSecret[],
  place: SecretPlace,
  build: (secrets: readonly string[]) => Promise<T>,
): Promise<T> {
  const written: string[] = []
  try {
    const options: string[] = []
    for (const secret of secrets) {
      await maskSecret(secret, place)
      if (secret.kind === 'value') written.push(join(place.scratch, `secret-${written.length}`))
      options.push(await optionOf(secret, place, written.at(-1) ?? ''))
    }
    return await build(options)
  } finally {
    for (const path of written) await rm(path, { force: true })
  }
}

async function optionOf(secret: BuildSecret, { workspace }: SecretPlace, path: string): Promise<string> {
  if (secret.kind === 'variable') return `id=${secret.id},env=${secret.name}`
  if (secret.kind === 'file') return `id=${secret.id},src=${resolve(workspace, secret.path)}`
  await writeFile(path, secret.value, { flag: 'wx', mode: 0o600 })
  return `id=${secret.id},src=${path}`
}

async function maskSecret(secret: BuildSecret, { workspace, environment, mask }: SecretPlace): Promise<void> {
  const value = secret.kind === 'value' ? secret.value : await referred(secret, workspace, environment)
  if (value !== undefined && value.trim() !== '') mask(value)
}

/** A missing file or variable is for the builder to refuse. */
async function referred(
  secret: Exclude<BuildSecret, { kind: 'value' }>,
  workspace: string,
  environment: Environment,
): Promise<string | undefined> {
  if (secret.kind === 'variable') return environment[secret.name]
  const path = resolve(workspace, secret.path)
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() === true && found.size <= MASKED_BYTES ? readFile(path, 'utf8') : undefined
}
