import { describe, expect, it } from '@jest/globals'
import { digestOf } from '@promo/core'
import fc from 'fast-check'
import type { Descriptor } from './descriptor.ts'
import { mergeIntoIndex } from './fallback-index.ts'
import { OCI_INDEX, OCI_MANIFEST } from './media-types.ts'
import { bytesOf } from './testing.ts'

const descriptor: fc.Arbitrary<Descriptor> = fc
  .record({ id: fc.nat(20), size: fc.nat(), artifactType: fc.constantFrom('a/b', 'c/d') })
  .map(({ id, size, artifactType }) => ({ mediaType: OCI_MANIFEST, digest: digestOf(String(id)), size, artifactType }))

const entries = fc.array(descriptor, { maxLength: 10 })

function listed(bytes: Uint8Array): readonly { readonly digest: string }[] {
  const { manifests } = JSON.parse(new TextDecoder().decode(bytes)) as { manifests: { digest: string }[] }
  return manifests
}

/** All writers' entries one after the other, as the tag would see them. */
function merged(...writers: readonly (readonly Descriptor[])[]): Uint8Array {
  return writers.reduce<Uint8Array>(
    (bytes, added) => mergeIntoIndex(bytes, added)?.bytes ?? bytes,
    mergeIntoIndex(undefined, [])?.bytes ?? bytesOf('{}'),
  )
}

describe('merging into a fallback index', () => {
  it('holds every digest once, whoever came first', () => {
    fc.assert(
      fc.property(entries, entries, (a, b) => {
        const digests = (bytes: Uint8Array): readonly string[] =>
          listed(bytes)
            .map(({ digest }) => digest)
            .sort()
        const wanted = [...new Set([...a, ...b].map(({ digest }) => digest))].sort()
        expect(digests(merged(a, b))).toEqual(wanted)
        expect(digests(merged(b, a))).toEqual(wanted)
      }),
    )
  })

  it('changes nothing the second time', () => {
    fc.assert(fc.property(entries, (a) => expect(mergeIntoIndex(merged(a), a)).toBeUndefined()))
  })

  it('keeps what others wrote, member for member', () => {
    const foreign = {
      mediaType: OCI_MANIFEST,
      digest: digestOf('x'),
      size: 1,
      unknown: { deep: [1, 'ü'] },
      data: 'e30=',
    }
    const before = {
      schemaVersion: 2,
      mediaType: OCI_INDEX,
      manifests: [foreign],
      annotations: { a: 'b' },
      extra: true,
    }
    const after = mergeIntoIndex(bytesOf(JSON.stringify(before)), [
      { mediaType: OCI_MANIFEST, digest: digestOf('y'), size: 2 },
    ])
    const value = JSON.parse(new TextDecoder().decode(after?.bytes)) as Record<string, unknown>
    expect(value).toEqual({
      ...before,
      manifests: [foreign, { mediaType: OCI_MANIFEST, digest: digestOf('y'), size: 2 }],
    })
  })
})
