import { readFileSync, statSync } from 'node:fs'
import { cliError } from '../errors.ts'

/** The bytes of a file that a person named; throws `file-unreadable`, also for one that is larger than `limit` bytes. */
export function readFileWithin(path: string, limit: number): Uint8Array {
  const shown = JSON.stringify(path.slice(0, 200))
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats?.isFile() !== true) throw cliError('file-unreadable', {}, `there is no file ${shown}`)
  if (stats.size > limit) throw cliError('file-unreadable', {}, `${shown} has more than ${String(limit)} bytes`)
  return readFileSync(path)
}
