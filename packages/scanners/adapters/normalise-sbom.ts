import { createHash } from 'node:crypto'
import type { Digest } from '@promo/core'
import * as z from 'zod/mini'
import type { SbomFormat } from '../names.ts'
import { parseReport } from '../report.ts'

/** Records keep the order of names, which objects of a known shape do not. */
const record = z.record(z.string(), z.unknown())
const spdx = z.object({ documentNamespace: z.string(), creationInfo: record })
const cyclonedx = z.object({ serialNumber: z.string(), metadata: record })

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Replaces the four values that differ between two runs of syft over the same image by values that follow from it: SPDX
 * `documentNamespace` and `creationInfo.created`, CycloneDX `serialNumber` and `metadata.timestamp`. syft heeds no
 * SOURCE_DATE_EPOCH. Throws `report-unreadable`.
 */
export function normaliseSbom(format: SbomFormat, bytes: Uint8Array, digest: Digest, created: string): Uint8Array {
  const id = uuidOf(`${format} ${digest}`)
  const fixed = (format === 'spdx' ? fixSpdx : fixCyclonedx)(bytes, id, created)
  return new TextEncoder().encode(`${JSON.stringify(fixed)}\n`)
}

function fixSpdx(bytes: Uint8Array, id: string, created: string): unknown {
  const { documentNamespace, creationInfo } = parseReport('syft', bytes, spdx)
  return {
    ...parseReport('syft', bytes, record),
    documentNamespace: documentNamespace.replace(UUID, id),
    creationInfo: { ...creationInfo, created },
  }
}

function fixCyclonedx(bytes: Uint8Array, id: string, created: string): unknown {
  const { metadata } = parseReport('syft', bytes, cyclonedx)
  return {
    ...parseReport('syft', bytes, record),
    serialNumber: `urn:uuid:${id}`,
    metadata: { ...metadata, timestamp: created },
  }
}

/** A UUID made from a name (RFC 9562, version 8: a hash of our choice). */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
