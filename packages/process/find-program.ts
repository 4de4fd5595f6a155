import { access, constants, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'

/** Windows starts these without a shell; a `.cmd` or `.bat` would need one (CVE-2024-27980). */
const SUFFIXES: readonly string[] = process.platform === 'win32' ? ['', '.exe', '.com'] : ['']

/**
 * The absolute path of an executable file by its name on a PATH (default: the process's own), or undefined.
 * Relative entries of the PATH are skipped: the directory of a checkout must not decide which program runs.
 */
export async function findProgram(name: string, path: string = process.env['PATH'] ?? ''): Promise<string | undefined> {
  const places = isAbsolute(name)
    ? [name]
    : isBare(name)
      ? path
          .split(delimiter)
          .filter(isAbsolute)
          .map((directory) => join(directory, name))
      : []
  for (const place of places) {
    for (const suffix of SUFFIXES) if (await isExecutable(`${place}${suffix}`)) return `${place}${suffix}`
  }
  return undefined
}

function isBare(name: string): boolean {
  return name !== '' && !/[/\\\0]/.test(name)
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}
