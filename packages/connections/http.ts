import { createHttpClient, type HttpClient } from '@promo/http'
import type { Runner } from '@promo/runner'

/** The client that everything in one step shares. */
export function connectHttp(runner: Runner, plainHttpHosts: readonly string[] = []): HttpClient {
  return createHttpClient({ userAgent: 'promo', plainHttpHosts, log: (line) => runner.log.debug(line) })
}
