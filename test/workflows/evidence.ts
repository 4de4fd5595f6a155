import { parseDigest, parseImageName, pinImage, PREDICATE_TYPES, type PinnedImage } from '@promo/core'
import { collectEvidence, type EvidenceSet } from '@promo/evidence'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, createRegistryClient } from '@promo/registry'
import { readTrustedRoot } from '@promo/sigstore'
import type { WorkflowScene } from './scene.ts'

/** Everything that anyone can verify about the digest in this repository of ghcr.io. */
export function evidenceOf({ sandbox }: WorkflowScene, repository: string, digest: string): Promise<EvidenceSet> {
  const http = createHttpClient({ environment: sandbox.network.environment })
  const registry = createRegistryClient({ http, credentials: ANONYMOUS })
  return collectEvidence(pinned(repository, digest), { registry, trust: readTrustedRoot(sandbox.sigstore.trustedRoot) })
}

export function pinned(repository: string, digest: string): PinnedImage {
  return pinImage(parseImageName(`ghcr.io/${repository}`), parseDigest(digest))
}

const NAMES = new Map<string, string>(Object.entries(PREDICATE_TYPES).map(([name, type]) => [type, name]))

/** Each piece of evidence in one format as `kind by workflow`, sorted: `scan by leg.yml`. */
export function said({ valid }: EvidenceSet, format: 'bundle' | 'legacy' = 'bundle'): readonly string[] {
  return valid
    .filter(({ storage }) => storage === format)
    .map(({ predicateType, claims }) => {
      const workflow = /workflows\/([^/@]+)@/.exec(claims.subject)?.[1] ?? claims.subject
      return `${NAMES.get(predicateType) ?? predicateType} by ${workflow}`
    })
    .sort()
}
