import { describe, expect, test } from '@jest/globals'
import { digestOf, hexOf } from './digest.ts'
import { readReferencePredicate, referencePredicate, refersToSbom } from './reference-predicate.ts'

const SPDX = {
  downloadLocation: 'https://ghcr.io/v2/your-org/catalog/blobs/sha256:0',
  mediaType: 'application/spdx+json',
  digest: digestOf('an SBOM'),
}

describe('a reference predicate', () => {
  test('is read as it was written', () => {
    const written = referencePredicate('https://example.com/v1', [SPDX])
    expect(readReferencePredicate(written)).toEqual([SPDX])
    expect(written).toEqual({
      attester: { id: 'https://example.com/v1' },
      references: [{ ...SPDX, digest: { sha256: hexOf(SPDX.digest) } }],
    })
  })

  test.each([
    ['nothing', null],
    ['no list', { references: 'all' }],
    ['no digest', { references: [{ downloadLocation: 'https://example.com', mediaType: 'text/plain' }] }],
    ['another hash', { references: [{ ...SPDX, digest: { sha1: 'a'.repeat(40) } }] }],
    ['half a hash', { references: [{ ...SPDX, digest: { sha256: 'abc' } }] }],
  ])('that binds no document refers to none: %s', (_what, predicate) => {
    expect(readReferencePredicate(predicate)).toEqual([])
    expect(refersToSbom(predicate)).toBe(false)
  })

  test.each([
    ['application/spdx+json', true],
    ['application/vnd.cyclonedx+json; version=1.6', true],
    ['text/plain', false],
    ['application/spdx+json-evil', false],
  ])('of media type %s refers to an SBOM: %s', (mediaType, expected) => {
    expect(refersToSbom(referencePredicate('https://example.com/v1', [{ ...SPDX, mediaType }]))).toBe(expected)
  })
})
