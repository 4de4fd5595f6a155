import { describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { parseSource } from './source.ts'

const DIGEST = `sha256:${'ab'.repeat(32)}`

describe('parseSource', () => {
  test.each([
    ['oci-layout:out/oci', 'out/oci', undefined],
    [`oci-layout:out/oci@${DIGEST}`, 'out/oci', DIGEST],
    ['oci-layout:out@2/oci', 'out@2/oci', undefined],
  ])('reads %s', (text, path, digest) => {
    expect(parseSource(text)).toEqual({ kind: 'layout', path, digest })
  })

  test('refuses a layout that climbs out of its directory', async () => {
    await expectCode('input-invalid', () => parseSource(`oci-layout:../x@${DIGEST}`))
  })

  test('refuses an image that is not named by digest', async () => {
    await expectCode('image-not-pinned', () => parseSource('ghcr.io/your-org/app:latest'))
  })
})
