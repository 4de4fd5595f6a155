import { describe, expect, test } from '@jest/globals'
import { digestOf } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import type { SbomFormat } from '../names.ts'
import { recording } from '../testing.ts'
import { normaliseSbom } from './normalise-sbom.ts'

const IMAGE = digestOf('image')
const CREATED = '2026-01-02T03:04:05Z'

/** What a second run of syft would have written. */
const again = (bytes: Buffer): Buffer =>
  Buffer.from(
    bytes
      .toString()
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/, '11111111-2222-4333-8444-555555555555')
      .replace('2026-11-22T13:12:2', '2027-01-01T00:00:0'),
  )

describe.each<[SbomFormat, string]>([
  ['spdx', 'syft/image-debian-spdx'],
  ['cyclonedx', 'syft/image-debian-cdx16'],
])('%s', (format, name) => {
  const { report } = recording(name)

  test('is the same bytes from every run over the same image', () => {
    expect(again(report).equals(report)).toBe(false)
    const first = Buffer.from(normaliseSbom(format, report, IMAGE, CREATED))
    expect(first.equals(normaliseSbom(format, again(report), IMAGE, CREATED))).toBe(true)
  })

  test('keeps everything but what differs between runs', () => {
    const before = JSON.parse(report.toString()) as Record<string, unknown>
    const after = JSON.parse(Buffer.from(normaliseSbom(format, report, IMAGE, CREATED)).toString()) as typeof before
    const { documentNamespace, creationInfo, serialNumber, metadata, ...rest } = before
    expect(after).toMatchObject(rest)
    expect(Object.keys(after)).toEqual(Object.keys(before))
    expect([after['creationInfo'], after['metadata']]).not.toEqual([creationInfo, metadata])
    expect([after['documentNamespace'], after['serialNumber']]).not.toEqual([documentNamespace, serialNumber])
  })

  test('has an id of its own for every image, of the form of a UUID', () => {
    const idOf = (image: string): string | undefined =>
      /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/.exec(
        Buffer.from(normaliseSbom(format, report, digestOf(image), CREATED)).toString(),
      )?.[0]
    expect(idOf('a')).toBeDefined()
    expect(idOf('a')).not.toBe(idOf('b'))
  })

  test('of another shape is refused', async () => {
    await expectCode('report-unreadable', () => normaliseSbom(format, Buffer.from('{}'), IMAGE, CREATED))
  })
})
