import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Programs that come from the distribution, with the Debian package of each: they cannot be locked as modules. */
const PACKAGES = { docker: 'docker.io', dockerd: 'docker.io', skopeo: 'skopeo' } as const

export type SystemTool = keyof typeof PACKAGES

/** Where Debian puts daemons, which is not in the PATH of every user. */
const DAEMONS = '/usr/sbin'

/** Path of a program of the system. Throws when it is not installed: a suite without its tool has failed, not passed. */
export function systemTool(name: SystemTool): string {
  const directories = [...(process.env['PATH'] ?? '').split(delimiter), DAEMONS]
  const path = directories.map((directory) => join(directory, name)).find(isExecutable)
  if (path !== undefined) return path
  throw new Error(`${name} is not installed: run \`apt-get install -y --no-install-recommends ${PACKAGES[name]}\``)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
