import { createHash } from 'node:crypto'
import type { Digest } from '@promo/core'
import * as z from 'zod/mini'
import type { SbomFormat } from '../names.ts'
import { parseReport } from '../report.ts'

const spdx = z.looseObject({ documentNamespace: z.string(), creationInfo: z.looseObject({ created: z.string() }) })
const cyclonedx = z.looseObject({ serialNumber: z.string(), metadata: z.looseObject({ timestamp: z.string() }) })

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
  const document = parseReport('syft', bytes, spdx)
  return {
    ...document,
    documentNamespace: document.documentNamespace.replace(UUID, id),
    creationInfo: { ...document.creationInfo, created },
  }
}

function fixCyclonedx(bytes: Uint8Array, id: string, created: string): unknown {
  const document = parseReport('syft', bytes, cyclonedx)
  return { ...document, serialNumber: `urn:uuid:${id}`, metadata: { ...document.metadata, timestamp: created } }
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
