import type { PromoError } from '@promo/core'

const EXIT_CODES = { findings: 1, configuration: 2, infrastructure: 3 } as const

/** Says what went wrong and what to do, and gives the exit code: 1 findings, 2 usage or configuration, 3 infrastructure. */
export function endWithError({ code, message, remedy, ending }: PromoError): number {
  process.stderr.write(`error: ${code}: ${message}\n  what to do: ${remedy}\n`)
  return EXIT_CODES[ending]
}
