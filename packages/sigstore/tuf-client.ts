// Loaded when the public trusted root is asked for. A CommonJS module has no named exports behind a bundled `import()`.
import { asFetch, type HttpClient } from '@promo/http'
import { initTUF } from '@sigstore/tuf'

/** Longer than the client's own budget for reading, which decides. */
const TIMEOUT_MS = 10 * 60_000

export interface TufTarget {
  readonly mirrorURL: string
  readonly cachePath: string
  readonly name: string
}

/**
 * The text of a target, by TUF over `http`. `@sigstore/tuf` takes no fetcher, and the `fetch` of Node that it calls knows
 * of no proxy: for as long as it works, that name is our client.
 */
export async function fetchTarget({ mirrorURL, cachePath, name }: TufTarget, http: HttpClient): Promise<string> {
  const { fetch } = globalThis
  globalThis.fetch = asFetch(http)
  try {
    const client = await initTUF({ cachePath, mirrorURL, retry: { retries: 0 }, timeout: TIMEOUT_MS })
    return await client.getTarget(name)
  } finally {
    globalThis.fetch = fetch
  }
}
