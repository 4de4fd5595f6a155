import { describe, expect, test } from '@jest/globals'
import { asPromoError } from '@promo/core'
import fc from 'fast-check'
import { SBOM_FORMATS } from './names.ts'
import { summarizeSbom } from './sbom-summary.ts'

const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))

describe('the summary of an SBOM', () => {
  test('counts packages and the licenses they declare, not the image, its system or its files', () => {
    const packages = [
      { licenseDeclared: 'MIT' },
      { licenseDeclared: 'MIT' },
      { licenseDeclared: 'NONE' },
      {},
      { licenseDeclared: 'X', primaryPackagePurpose: 'CONTAINER' },
    ]
    expect(summarizeSbom('spdx', bytes({ packages }))).toEqual({ packages: 4, licenses: { MIT: 2, NOASSERTION: 2 } })
  })

  test('joins several licenses of one component', () => {
    const components = [
      { type: 'library', licenses: [{ license: { id: 'MIT' } }, { license: { name: 'Apache' } }] },
      { type: 'application', licenses: [{ expression: 'MIT OR GPL-2.0-only' }] },
      { type: 'file' },
      { type: 'operating-system' },
    ]
    expect(summarizeSbom('cyclonedx', bytes({ components }))).toEqual({
      packages: 2,
      licenses: { 'Apache AND MIT': 1, 'MIT OR GPL-2.0-only': 1 },
    })
  })

  test('of any JSON is a summary or a code', () => {
    const component = fc.record({ type: fc.string(), licenses: fc.anything(), licenseDeclared: fc.anything() })
    const document = fc.record({ packages: fc.array(component), components: fc.array(component) })
    fc.assert(
      fc.property(fc.constantFrom(...SBOM_FORMATS), fc.oneof(document, fc.jsonValue()), (format, value) => {
        try {
          const { packages, licenses } = summarizeSbom(format, bytes(value))
          expect(Object.values(licenses).reduce((sum, count) => sum + count, 0)).toBe(packages)
        } catch (error) {
          expect(asPromoError(error).code).toBe('report-unreadable')
        }
      }),
    )
  })
})
