/** Results that are kept, and the largest input whose result is: provenance and signatures have some KiB. */
const ENTRY_LIMIT = 500
const SIZE_LIMIT = 64 * 1024

/** Gives the result for a key from memory or by verifying; a failure is not kept. `size` is that of the input in bytes. */
export type Recall<T> = (key: string, size: number, verify: () => T) => T

/**
 * Remembers what verified, by its bytes. Verifying costs some twenty milliseconds and depends on the bytes and the root alone,
 * never on the time of asking; the same evidence is read again before each write and for each environment.
 */
export function createMemory<T>(): Recall<T> {
  const results = new Map<string, T>()
  return (key, size, verify) => {
    const known = results.get(key)
    if (known !== undefined) return known
    const result = verify()
    const [oldest] = results.keys()
    if (results.size >= ENTRY_LIMIT && oldest !== undefined) results.delete(oldest)
    if (size <= SIZE_LIMIT) results.set(key, result)
    return result
  }
}
