import { homedir } from 'node:os'
import { join } from 'node:path'

const EXECUTABLE_SUFFIX = process.platform === 'win32' ? '.exe' : ''

/** Where the executable of one tool at one version lies: `<directory>/<name>@<version>/<name>`. */
export function toolPath(directory: string, name: string, version: string): string {
  return join(toolDirectory(directory, name, version), `${name}${EXECUTABLE_SUFFIX}`)
}

/** The record of where that executable came from: `<name>.json` beside it. */
export function provenancePath(directory: string, name: string, version: string): string {
  return join(toolDirectory(directory, name, version), `${name}.json`)
}

/** One tool at one version; versions stand side by side. */
export function toolDirectory(directory: string, name: string, version: string): string {
  return join(directory, `${name}@${version}`)
}

/** `PROMO_TOOLS_DIR`, else `promo/tools` in the user's cache directory (XDG Base Directory). Outside any clone. */
export function defaultToolsDirectory(environment: NodeJS.ProcessEnv, home: string = homedir()): string {
  const { PROMO_TOOLS_DIR: chosen, XDG_CACHE_HOME: cache } = environment
  if (chosen !== undefined && chosen !== '') return chosen
  return join(cache !== undefined && cache !== '' ? cache : join(home, '.cache'), 'promo', 'tools')
}
