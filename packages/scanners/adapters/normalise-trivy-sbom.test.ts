import { randomUUID } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { digestOf } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import fc from 'fast-check'
import { normaliseTrivySbom } from './normalise-trivy-sbom.ts'

const IMAGE = digestOf('image')
const CREATED = '2026-01-02T03:04:05Z'

const normal = (format: 'spdx' | 'cyclonedx', document: unknown): string =>
  Buffer.from(normaliseTrivySbom(format, Buffer.from(JSON.stringify(document)), IMAGE, CREATED)).toString()

/** What one run of Trivy writes about files without a package URL: their references are random, and so is their order. */
function aRun(names: readonly string[]): unknown {
  const root = randomUUID()
  const parts = names.map((name) => ({ 'bom-ref': randomUUID(), type: 'application', name }))
  const library = { 'bom-ref': 'pkg:npm/left-pad@1.3.0', type: 'library', name: 'left-pad', version: '1.3.0' }
  const refs = parts.map((part) => part['bom-ref']).toSorted()
  return {
    bomFormat: 'CycloneDX',
    serialNumber: `urn:uuid:${randomUUID()}`,
    metadata: { timestamp: new Date().toISOString(), component: { 'bom-ref': root, type: 'container', name: 'app' } },
    components: [...parts.toSorted((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1)), library],
    dependencies: [
      ...[{ ref: root, dependsOn: refs }, ...refs.map((ref) => ({ ref, dependsOn: [library['bom-ref']] }))].toSorted(
        (a, b) => (a.ref < b.ref ? -1 : 1),
      ),
      { ref: library['bom-ref'], dependsOn: [] },
    ],
  }
}

describe('CycloneDX of Trivy', () => {
  test('is the same bytes from every run, whatever the random references and their order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ maxLength: 8 }), { maxLength: 6 }), (names) => {
        expect(normal('cyclonedx', aRun(names))).toBe(normal('cyclonedx', aRun(names)))
      }),
    )
  })

  test('keeps what depends on what', () => {
    const document = JSON.parse(normal('cyclonedx', aRun(['a', 'b']))) as {
      readonly metadata: { readonly component: { readonly 'bom-ref': string } }
      readonly components: readonly { readonly 'bom-ref': string; readonly name: string }[]
      readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[]
    }
    const refOf = (name: string) => document.components.find((each) => each.name === name)?.['bom-ref']
    const below = (ref: string | undefined) => document.dependencies.find((each) => each.ref === ref)?.dependsOn
    expect(below(document.metadata.component['bom-ref'])).toEqual([refOf('a'), refOf('b')].toSorted())
    expect(below(refOf('a'))).toEqual([refOf('left-pad')])
    expect(new Set(document.components.map((each) => each['bom-ref'])).size).toBe(3)
  })

  test('of another shape is refused', async () => {
    await expectCode('report-unreadable', () => normal('cyclonedx', { metadata: 1 }))
  })
})

describe('SPDX of Trivy', () => {
  const run = (made: string): unknown => ({
    documentNamespace: `http://trivy.dev/container_image/app-${randomUUID()}`,
    creationInfo: { created: made, creators: ['Tool: trivy'] },
    packages: [{ name: 'app', annotations: [{ annotationDate: made, comment: 'Class: os-pkgs' }] }],
  })

  test('is the same bytes from every run, its annotations dated by the image', () => {
    const written = normal('spdx', run('2026-11-26T08:11:36Z'))
    expect(written).toBe(normal('spdx', run('2027-01-01T00:00:00Z')))
    expect(written.match(/2026-01-02T03:04:05Z/g)).toHaveLength(2)
  })
})
