/** Results that are kept, and the bytes that all inputs together may have of which results are kept. */
const ENTRY_LIMIT = 500
const BYTES_LIMIT = 8 * 1024 * 1024

/** Gives the result for a key from memory or by verifying; a failure is not kept. `size` is that of the input in bytes. */
export type Recall<T> = (key: string, size: number, verify: () => T) => T

interface Kept<T> {
  readonly result: T
  readonly size: number
}

/**
 * Remembers what verified, by its bytes, until newer results need the room. Verifying costs some twenty milliseconds, more
 * for a large SBOM, and depends on the bytes and the root alone, never on the time of asking; the same evidence is read again
 * before each write and for each environment, and one statement may stand on many images.
 */
export function createMemory<T>(): Recall<T> {
  const kept = new Map<string, Kept<T>>()
  let bytes = 0
  const forgetOldest = (): void => {
    for (const [key, { size }] of kept) {
      kept.delete(key)
      bytes -= size
      return
    }
  }
  return (key, size, verify) => {
    const known = kept.get(key)
    if (known !== undefined) return known.result
    const result = verify()
    if (size > BYTES_LIMIT) return result
    while (kept.size >= ENTRY_LIMIT || bytes + size > BYTES_LIMIT) forgetOldest()
    kept.set(key, { result, size })
    bytes += size
    return result
  }
}
