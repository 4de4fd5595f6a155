import { parseJson } from '@promo/core'
import * as z from 'zod/mini'
import { reasonOf, sigstoreError } from './errors.ts'
import type { SigstoreInstance } from './instance.ts'

const service = z.object({
  url: z.url(),
  majorApiVersion: z.int(),
  validFor: z.optional(z.object({ start: z.optional(z.string()), end: z.optional(z.string()) })),
})

const selection = z.optional(z.object({ selector: z.optional(z.string()), count: z.optional(z.int()) }))

const signingConfig = z.object({
  mediaType: z.literal('application/vnd.dev.sigstore.signingconfig.v0.2+json'),
  caUrls: z.array(service),
  rekorTlogUrls: z.optional(z.array(service)),
  rekorTlogConfig: selection,
  tsaUrls: z.optional(z.array(service)),
  tsaConfig: selection,
})

type Service = z.infer<typeof service>

/**
 * Chooses the services to sign with from a `SigningConfig` (sigstore/protobuf-specs, sigstore_trustroot.proto): valid at the
 * time, of a version that is supported, the newest start first. Throws `signing-config-invalid`, or
 * `signing-config-unsupported` when only Rekor v2 is offered or more than one service of a kind is asked for.
 */
export function readSigningConfig(text: string, at: Date): SigstoreInstance {
  const config = parseConfig(text)
  assertOneEach([config.rekorTlogConfig, config.tsaConfig])
  const fulcio = choose(config.caUrls, at)
  if (fulcio === undefined) {
    throw sigstoreError('signing-config-invalid', {}, 'no certificate authority of the signing config is valid now')
  }
  const rekor = chooseLog(config.rekorTlogUrls ?? [], at)
  const timestamp = choose(config.tsaUrls ?? [], at)
  if (rekor === undefined && timestamp === undefined) {
    throw sigstoreError(
      'signing-config-invalid',
      {},
      'the signing config has neither a log nor a timestamp authority that is valid now',
    )
  }
  return {
    fulcio: new URL(fulcio.url),
    ...(rekor === undefined ? {} : { rekor: new URL(rekor.url) }),
    ...(timestamp === undefined ? {} : { timestamp: new URL(timestamp.url) }),
    rekorVersion: 1,
  }
}

function parseConfig(text: string): z.infer<typeof signingConfig> {
  try {
    return signingConfig.parse(parseJson(text))
  } catch (cause) {
    throw sigstoreError('signing-config-invalid', {}, `not a signing config: ${reasonOf(cause)}`, { cause })
  }
}

function assertOneEach(selections: readonly z.infer<typeof selection>[]): void {
  for (const wanted of selections) {
    const one = wanted?.selector !== 'ALL' && (wanted?.selector !== 'EXACT' || (wanted.count ?? 1) === 1)
    if (!one) {
      const facts = { selector: wanted.selector, count: wanted.count }
      throw sigstoreError(
        'signing-config-unsupported',
        facts,
        'the signing config asks for several services of one kind',
        {
          remedy: 'Use the selector ANY, or EXACT with count 1: one log and one timestamp authority are written to.',
        },
      )
    }
  }
}

function chooseLog(services: readonly Service[], at: Date): Service | undefined {
  const chosen = choose(services, at)
  const newer = services.some((each) => each.majorApiVersion === 2 && isValid(each, at))
  if (chosen === undefined && newer) {
    throw sigstoreError(
      'signing-config-unsupported',
      { found: 2, wanted: 1 },
      'the signing config names only a Rekor v2 log',
    )
  }
  return chosen
}

function choose(services: readonly Service[], at: Date): Service | undefined {
  const usable = services.filter((each) => each.majorApiVersion === 1 && isValid(each, at))
  return usable.toSorted((a, b) => startOf(b) - startOf(a))[0]
}

function isValid(candidate: Service, at: Date): boolean {
  const end = candidate.validFor?.end
  return startOf(candidate) <= at.getTime() && (end === undefined || at.getTime() <= Date.parse(end))
}

function startOf(candidate: Service): number {
  return Date.parse(candidate.validFor?.start ?? '1970-01-01T00:00:00Z')
}
