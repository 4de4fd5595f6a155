import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Environment } from '@promo/runner'
import { actionError } from '../errors.ts'
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
 * Runs a build with its secrets as `id=…,src=PATH`, which name them and hold none. A value, of a variable too, lies in a file
 * for as long as the build takes: the environment of a build has no token of the runner, even one that is lent by name.
 * Throws `secret-missing`: a builder would go on without a variable, and give an image that was built with nothing in its place.
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
      if (secret.kind === 'file') options.push(`id=${secret.id},src=${await maskedFile(secret, place)}`)
      else {
        const path = join(place.scratch, `secret-${written.length}`)
        written.push(path)
        await writeFile(path, maskedValue(secret, place), { flag: 'wx', mode: 0o600 })
        options.push(`id=${secret.id},src=${path}`)
      }
    }
    return await build(options)
  } finally {
    for (const path of written) await rm(path, { force: true })
  }
}

function maskedValue(secret: Exclude<BuildSecret, { kind: 'file' }>, { environment, mask }: SecretPlace): string {
  const value = secret.kind === 'value' ? secret.value : (environment[secret.name] ?? '')
  if (value === '') throw missing(secret.id, 'a variable that is not set, or empty')
  if (value.trim() !== '') mask(value)
  return value
}

/** Its absolute path. */
async function maskedFile(
  { id, path }: { readonly id: string; readonly path: string },
  place: SecretPlace,
): Promise<string> {
  const file = resolve(place.workspace, path)
  const found = await stat(file).catch(() => undefined)
  if (found?.isFile() !== true) throw missing(id, `${JSON.stringify(path)}, which is no file`)
  const value = found.size <= MASKED_BYTES ? await readFile(file, 'utf8') : ''
  if (value.trim() !== '') place.mask(value)
  return file
}

function missing(id: string, what: string): Error {
  return actionError('secret-missing', { id }, `the secret ${id} is in ${what}`)
}
