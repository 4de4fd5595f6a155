import { describe, expect, test } from '@jest/globals'
import type { JsonValue } from '@promo/core'
import fc from 'fast-check'
import { readMaterials } from './materials.ts'

const BASE = { uri: 'pkg:docker/golang@1.25?platform=linux%2Famd64', digest: { sha256: 'a'.repeat(64) } }
const OTHER = { uri: 'pkg:docker/alpine@3', digest: { sha256: 'b'.repeat(64) } }

const first = (materials: JsonValue, complete?: JsonValue): JsonValue => ({
  materials,
  ...(complete === undefined ? {} : { metadata: { completeness: { materials: complete } } }),
})
const later = (resolvedDependencies: JsonValue, complete: JsonValue): JsonValue => ({
  buildDefinition: { resolvedDependencies },
  runDetails: { metadata: { buildkit_completeness: { resolvedDependencies: complete } } },
})

describe('the materials of a build', () => {
  test.each([
    ['v0.2', first([BASE], true)],
    ['v1', later([BASE], true)],
  ])('are those of provenance %s', (_version, predicate) => {
    expect(readMaterials([predicate], 1)).toEqual({ materials: [BASE], materialsComplete: true })
  })

  test('of several platforms are put together, each once', () => {
    const swapped = { digest: BASE.digest, uri: BASE.uri }
    const read = readMaterials([first([BASE, OTHER], true), later([swapped], true)], 2)
    expect(read).toEqual({ materials: [BASE, OTHER], materialsComplete: true })
  })

  test.each<[string, readonly JsonValue[], number]>([
    ['the builder says nothing of it', [first([BASE])], 1],
    ['the builder says no', [first([BASE], false)], 1],
    ['the answer is no boolean', [later([BASE], 'true')], 1],
    ['one platform of two says no', [first([], true), first([], false)], 2],
    ['one platform of two has no provenance', [first([], true)], 2],
    ['there is no provenance', [], 0],
    ['an entry has no digest', [first([BASE, { uri: 'pkg:docker/alpine@3' }], true)], 1],
    ['an entry has no name', [first([{ digest: BASE.digest }], true)], 1],
  ])('are incomplete when %s', (_why, predicates, images) => {
    expect(readMaterials(predicates, images).materialsComplete).toBe(false)
  })

  test('are read of whatever a builder wrote', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (values) => {
        const { materials } = readMaterials(values as JsonValue[], 1)
        expect(materials.every(({ uri, digest }) => uri !== '' && Object.keys(digest).length > 0)).toBe(true)
      }),
    )
  })
})
