/** Collects the chunks of one pipe. */
export interface Kept {
  /** False when the chunk does not fit any more; it is dropped then. */
  add(chunk: Buffer): boolean
  bytes(): Buffer
}

/** Keeps everything up to the limit. */
export function keepAll(limit: number): Kept {
  const chunks: Buffer[] = []
  let size = 0
  return {
    add(chunk) {
      if (size + chunk.length > limit) return false
      size += chunk.length
      chunks.push(chunk)
      return true
    },
    bytes: () => Buffer.concat(chunks),
  }
}

/** Keeps the last `limit` bytes: a program says at the end why it failed. */
export function keepTail(limit: number): Kept {
  let chunks: Buffer[] = []
  let size = 0
  const tail = (): Buffer => Buffer.concat(chunks).subarray(-limit)
  return {
    add(chunk) {
      chunks.push(chunk)
      size += chunk.length
      if (size > 2 * limit) {
        chunks = [tail()]
        size = limit
      }
      return true
    },
    bytes: tail,
  }
}
