import { Transform } from 'node:stream'
import { scannerError } from '../errors.ts'

/** The largest executable of a pinned tool has 170 MB. */
export const MEMBER_LIMIT = 512 * 1024 * 1024
/** Everything in an archive, unpacked. */
export const UNPACKED_LIMIT = 1024 * 1024 * 1024
export const ENTRY_LIMIT = 1000

/** Passes bytes on up to a limit. */
export function limited(limit: number, what: string): Transform {
  let size = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > limit) done(archiveRefused(`${what} has more than ${String(limit)} bytes`))
      else done(null, chunk)
    },
  })
}

export function archiveRefused(why: string, cause?: unknown): Error {
  return scannerError('tool-refused', {}, `the archive is refused: ${why}`, { cause })
}
