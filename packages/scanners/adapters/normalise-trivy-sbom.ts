import type { Digest } from '@promo/core'
import * as z from 'zod/mini'
import { byCodeUnits } from '../finding.ts'
import type { SbomFormat } from '../names.ts'
import { parseReport } from '../report.ts'
import { normaliseSbom } from './normalise-sbom.ts'
import { uuidOf } from './name-uuid.ts'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const json = z.record(z.string(), z.unknown())
const spdx = z.object({ creationInfo: z.object({ created: z.string() }) })
const component = z.intersection(z.object({ 'bom-ref': z.optional(z.string()) }), json)
const cyclonedx = z.object({
  metadata: z.intersection(z.object({ component: z.optional(component) }), json),
  components: z.optional(z.array(component)),
  dependencies: z.optional(z.array(z.object({ ref: z.string(), dependsOn: z.optional(z.array(z.string())) }))),
})

type Component = z.infer<typeof component>

/**
 * As `normaliseSbom`, for what Trivy makes anew in each run beside that: the time of every annotation in SPDX (0.74,
 * pkg/sbom/spdx/marshal.go); in CycloneDX the `bom-ref` of a component without a package URL, and the orders that follow
 * from it (pkg/sbom/cyclonedx/marshal.go). Throws `report-unreadable`.
 */
export function normaliseTrivySbom(format: SbomFormat, bytes: Uint8Array, digest: Digest, created: string): Uint8Array {
  const fixed = format === 'spdx' ? fixAnnotations(bytes, created) : fixReferences(bytes, digest)
  return normaliseSbom(format, fixed, digest, created)
}

function fixAnnotations(bytes: Uint8Array, created: string): Uint8Array {
  const made = parseReport('trivy', bytes, spdx).creationInfo.created
  const document = parseReport('trivy', bytes, json)
  const dated = JSON.stringify(document, (name, value: unknown) =>
    name === 'annotationDate' && value === made ? created : value,
  )
  return new TextEncoder().encode(dated)
}

function fixReferences(bytes: Uint8Array, digest: Digest): Uint8Array {
  const { metadata, components = [], dependencies = [] } = parseReport('trivy', bytes, cyclonedx)
  const all = metadata.component === undefined ? components : [metadata.component, ...components]
  const names = stableNames(all, digest)
  const nameOf = (ref: string): string => names.get(ref) ?? ref
  const renamed = (each: Component): Component =>
    each['bom-ref'] === undefined ? each : { ...each, 'bom-ref': nameOf(each['bom-ref']) }
  const fixed = {
    ...parseReport('trivy', bytes, json),
    metadata: metadata.component === undefined ? metadata : { ...metadata, component: renamed(metadata.component) },
    components: sortedBy(components.map(renamed), (each) => each['bom-ref'] ?? ''),
    dependencies: sortedBy(
      dependencies.map(({ ref, dependsOn = [] }) => ({
        ref: nameOf(ref),
        dependsOn: sortedBy(dependsOn.map(nameOf), (each) => each),
      })),
      ({ ref }) => ref,
    ),
  }
  return new TextEncoder().encode(JSON.stringify(fixed))
}

/** Names for random references, from what their components say; equal components are told apart by number. */
function stableNames(components: readonly Component[], digest: Digest): ReadonlyMap<string, string> {
  const seen = new Map<string, number>()
  const names = new Map<string, string>()
  for (const { 'bom-ref': ref, ...said } of components) {
    if (ref === undefined || !UUID.test(ref)) continue
    const text = JSON.stringify(said)
    const number = seen.get(text) ?? 0
    seen.set(text, number + 1)
    names.set(ref, uuidOf(`${digest} ${text} ${String(number)}`))
  }
  return names
}

function sortedBy<T>(list: readonly T[], key: (item: T) => string): readonly T[] {
  return [...list].sort((a, b) => byCodeUnits(key(a), key(b)))
}
