import { parseJson } from '@promo/core'
import * as z from 'zod/mini'
import { reasonOf, sigstoreError } from './errors.ts'
import type { SigstoreInstance } from './instance.ts'
import { selectServices, type Selection, type SigningService } from './service-selection.ts'

const time = z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text))))
const service = z.object({
  url: z.url({ protocol: /^https?$/ }),
  majorApiVersion: z.int(),
  validFor: z.optional(z.object({ start: z.optional(time), end: z.optional(time) })),
  operator: z.optional(z.string()),
})
const services = z._default(z.array(service).check(z.maxLength(100)), [])
const selection = z._default(z.object({ selector: z.optional(z.string()), count: z.optional(z.int()) }), {})

const signingConfig = z.object({
  mediaType: z.literal('application/vnd.dev.sigstore.signingconfig.v0.2+json'),
  caUrls: services,
  rekorTlogUrls: services,
  rekorTlogConfig: selection,
  tsaUrls: services,
  tsaConfig: selection,
})

/** One authority is asked for a certificate, whatever the config names. */
const ONE: Selection = { selector: 'ANY' }

/**
 * Chooses the services to sign with from a `SigningConfig` (sigstore/protobuf-specs, sigstore_trustroot.proto): valid at the
 * time, of an API that is supported, the newest first. Where both APIs of Rekor are named the first is taken, which every
 * verifier reads, and never both. Throws `signing-config-invalid` or `signing-config-unsupported`.
 */
export function readSigningConfig(text: string, at: Date): SigstoreInstance {
  const config = parseConfig(text)
  const [fulcio] = selectServices('certificate authority', config.caUrls, ONE, { versions: [1], at })
  const logs = selectServices('log', config.rekorTlogUrls, selectionOf(config.rekorTlogConfig), {
    versions: [1, 2],
    at,
  })
  const stamps = selectServices('timestamp authority', config.tsaUrls, selectionOf(config.tsaConfig), {
    versions: [1],
    at,
  })
  const logVersion = logs[0]?.majorApiVersion === 2 ? 2 : 1
  assertTimed({ isKeyless: fulcio !== undefined, logs: logs.length, stamps: stamps.length, logVersion })
  return {
    ...(fulcio === undefined ? {} : { fulcio: new URL(fulcio.url) }),
    logs: logs.map(urlOf),
    logVersion,
    timestamps: stamps.map(urlOf),
  }
}

function parseConfig(text: string): z.infer<typeof signingConfig> {
  try {
    return signingConfig.parse(parseJson(text))
  } catch (cause) {
    throw sigstoreError('signing-config-invalid', {}, `not a signing config: ${reasonOf(cause)}`, { cause })
  }
}

function selectionOf({ selector, count }: z.infer<typeof selection>): Selection | undefined {
  if (selector === 'ANY' || selector === 'ALL') return { selector }
  if (selector === 'EXACT' && count !== undefined && count > 0) return { selector, count }
  if (selector === undefined || selector === 'SERVICE_SELECTOR_UNDEFINED') return undefined
  throw sigstoreError('signing-config-invalid', { selector, count }, 'the signing config has an unknown selector')
}

interface Times {
  readonly isKeyless: boolean
  readonly logs: number
  readonly stamps: number
  readonly logVersion: 1 | 2
}

/** A certificate of ten minutes needs a time that somebody confirmed; so does a Rekor v2 entry, which has none of its own. */
function assertTimed({ isKeyless, logs, stamps, logVersion }: Times): void {
  if (logs > 0 && logVersion === 2 && stamps === 0) {
    throw sigstoreError('signing-config-invalid', {}, 'a Rekor v2 log needs a timestamp authority beside it')
  }
  if (isKeyless && logs + stamps === 0) {
    throw sigstoreError(
      'signing-config-invalid',
      {},
      'the signing config has neither a log nor a timestamp authority that is valid now',
    )
  }
}

function urlOf({ url }: SigningService): URL {
  return new URL(url)
}
