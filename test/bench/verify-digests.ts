import { readFileSync } from 'node:fs'
import { parsePinnedImage, PREDICATE_TYPES } from '@promo/core'
import { collectEvidence } from '@promo/evidence'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, createRegistryClient } from '@promo/registry'
import { readTrustedRoot } from '@promo/sigstore'

/** As many at once as the gate judges (packages/promotion/gate.ts). */
const LANES = 4

/** Verifies what the images named in a file carry, as the gate collects it; ends with 1 when a signature is lacking. */
const [rootFile = '', imagesFile = '', identity = ''] = process.argv.slice(2)
const images = readFileSync(imagesFile, 'utf8').split('\n').map(parsePinnedImage)
const registry = createRegistryClient({ http: createHttpClient({ environment: {} }), credentials: ANONYMOUS })
const trust = readTrustedRoot(readFileSync(rootFile, 'utf8'))
const waiting = [...images]
const lanes = Array.from({ length: LANES }, async () => {
  for (let image = waiting.pop(); image !== undefined; image = waiting.pop()) {
    const { valid } = await collectEvidence(image, { registry, trust })
    const types = valid.filter(({ claims }) => claims.subject === identity).map(({ predicateType }) => predicateType)
    if (![PREDICATE_TYPES.signature, PREDICATE_TYPES.spdx].every((type) => types.includes(type))) process.exitCode = 1
  }
})
await Promise.all(lanes)
process.stderr.write(`rss=${String(process.resourceUsage().maxRSS)}`)
