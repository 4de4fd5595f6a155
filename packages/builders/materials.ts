import { type JsonValue, type Material, memberAt, memberOf } from '@promo/core'
import { listOf, textOf, textsOf } from './json-members.ts'

export interface Materials {
  readonly materials: readonly Material[]
  /** True only where the builder itself says that it named everything. */
  readonly materialsComplete: boolean
}

export const NO_MATERIALS: Materials = { materials: [], materialsComplete: false }

/**
 * What a build used, from BuildKit's provenance: v0.2 has `materials` and `metadata.completeness.materials`, v1 has
 * `resolvedDependencies` and `buildkit_completeness` (moby/buildkit, solver/llbsolver/provenance/types). A build from a local
 * context is never complete by BuildKit's own word: only what is fetched by digest counts. `images`: how many platforms were
 * built; one without provenance makes the whole incomplete.
 */
export function readMaterials(predicates: readonly JsonValue[], images: number): Materials {
  const read = predicates.map(ofPredicate)
  const found = read.flatMap(({ materials }) => materials)
  const unique = new Map(found.map((material) => [JSON.stringify([material.uri, sorted(material.digest)]), material]))
  const isComplete = read.length >= images && read.length > 0 && read.every((each) => each.materialsComplete)
  return { materials: [...unique.values()], materialsComplete: isComplete }
}

function ofPredicate(predicate: JsonValue): Materials {
  const isFirst = memberOf(predicate, 'buildDefinition') !== undefined
  const listed = isFirst
    ? memberAt(predicate, 'buildDefinition', 'resolvedDependencies')
    : memberOf(predicate, 'materials')
  const complete = isFirst
    ? memberAt(predicate, 'runDetails', 'metadata', 'buildkit_completeness', 'resolvedDependencies')
    : memberAt(predicate, 'metadata', 'completeness', 'materials')
  const entries = listOf(listed)
  const materials = entries.flatMap(asMaterial)
  return { materials, materialsComplete: complete === true && materials.length === entries.length }
}

/** Nothing without a digest is recorded: it would name what it cannot prove. */
function asMaterial(value: JsonValue): readonly Material[] {
  const uri = textOf(memberOf(value, 'uri'))
  const digest = textsOf(memberOf(value, 'digest'))
  return uri === undefined || Object.keys(digest).length === 0 ? [] : [{ uri, digest }]
}

function sorted(digest: Material['digest']): readonly (readonly [string, string])[] {
  return Object.entries(digest).sort(([one], [other]) => (one < other ? -1 : 1))
}
