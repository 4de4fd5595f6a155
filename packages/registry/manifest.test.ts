import { describe, expect, it } from '@jest/globals'
import { isPromoError } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import fc from 'fast-check'
import { readManifest } from './manifest.ts'
import { DOCKER_MANIFEST, OCI_CONFIG, OCI_INDEX, OCI_MANIFEST } from './media-types.ts'
import { anImage, anIndex, bytesOf, pointer } from './testing.ts'

const config = pointer(OCI_CONFIG, bytesOf('{}'))

function manifest(change: Readonly<Record<string, unknown>>): Uint8Array {
  return bytesOf(JSON.stringify({ schemaVersion: 2, config, layers: [], ...change }))
}

describe('a manifest', () => {
  it('keeps its bytes, and gives what they say', () => {
    const subject = anImage('subject').descriptor
    const bytes = anImage('app', 'amd64', { artifactType: 'a/b', subject, annotations: { a: 'b', number: 7 } }).bytes
    const read = readManifest(bytes, OCI_MANIFEST)
    expect(read.bytes).toBe(bytes)
    expect(read.content).toMatchObject({ kind: 'image', artifactType: 'a/b', subject: { digest: subject.digest } })
    expect(read.content.annotations).toEqual({ a: 'b' })
  })

  it('without a media type of its own is what its source or its shape says', () => {
    expect(readManifest(manifest({}), DOCKER_MANIFEST).mediaType).toBe(DOCKER_MANIFEST)
    expect(readManifest(manifest({}), 'text/plain').mediaType).toBe(OCI_MANIFEST)
    expect(readManifest(bytesOf('{"schemaVersion":2,"manifests":[]}'), undefined).mediaType).toBe(OCI_INDEX)
  })

  it.each([
    ['an index that is an image too', manifest({ manifests: [] }), undefined],
    [
      'an index with layers',
      bytesOf(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: [], layers: [] })),
      undefined,
    ],
    ['an image under the type of an index', anImage('a').bytes, OCI_INDEX],
    ['an index under the type of an image', anIndex([]).bytes, OCI_MANIFEST],
    ['schema 1', bytesOf('{"schemaVersion":1,"fsLayers":[]}'), undefined],
    ['a strange media type', manifest({ mediaType: 'application/json' }), undefined],
    ['a config without digest', manifest({ config: { ...config, digest: 'sha256:short' } }), undefined],
    ['a digest in capitals', manifest({ config: { ...config, digest: config.digest.toUpperCase() } }), undefined],
    [
      'a digest of another algorithm',
      manifest({ config: { ...config, digest: `sha512:${'a'.repeat(128)}` } }),
      undefined,
    ],
    ['a negative size', manifest({ config: { ...config, size: -1 } }), undefined],
    ['a size with a fraction', manifest({ config: { ...config, size: 1.5 } }), undefined],
    ['layers that are no list', manifest({ layers: {} }), undefined],
    ['too many layers', manifest({ layers: Array.from({ length: 2001 }, () => config) }), undefined],
    ['too many bytes', manifest({ annotations: { a: 'x'.repeat(5_000_000) } }), undefined],
    ['no JSON', bytesOf('<html>'), undefined],
    ['a list', bytesOf('[]'), undefined],
  ])('is refused as %s', async (_what, bytes, declared) => {
    await expectCode('manifest-invalid', () => readManifest(bytes, declared))
  })

  it('ends in nothing but a manifest or its own error, whatever the bytes', () => {
    const members = fc.record(
      {
        schemaVersion: fc.constantFrom(1, 2),
        mediaType: fc.constantFrom(OCI_INDEX, OCI_MANIFEST, 7),
        config: fc.jsonValue(),
        layers: fc.jsonValue(),
        manifests: fc.jsonValue(),
        subject: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(members, (value) => {
        try {
          readManifest(bytesOf(JSON.stringify(value)), undefined)
        } catch (error) {
          expect(isPromoError(error) && error.code).toBe('manifest-invalid')
        }
      }),
    )
  })
})
