/** The header fields of an answer, by name in any case; the values of a repeated field are joined by a comma and a space. */
export interface ResponseHeaders {
  get(name: string): string | null
  has(name: string): boolean
  /** Names in lower case; each value of a repeated field apart. */
  [Symbol.iterator](): Iterator<[string, string]>
}

type Incoming = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Fields as undici gives them, names in lower case. The class `Headers` of Node would do, but its first use compiles Node's
 * own fetch client, which costs a tenth of a short action.
 */
export function responseHeaders(incoming: Incoming): ResponseHeaders {
  const fields = new Map(
    Object.entries(incoming).map(([name, value]) => [name, typeof value === 'object' ? value : [value ?? '']] as const),
  )
  return {
    get: (name) => fields.get(name.toLowerCase())?.join(', ') ?? null,
    has: (name) => fields.has(name.toLowerCase()),
    *[Symbol.iterator]() {
      for (const [name, values] of fields) for (const value of values) yield [name, value]
    },
  }
}
