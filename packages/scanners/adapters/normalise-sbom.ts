import type { Digest } from '@promo/core'
import * as z from 'zod/mini'
import type { SbomFormat } from '../names.ts'
import { parseReport } from '../report.ts'
import { uuidOf } from './name-uuid.ts'

/** Records keep the order of names, which objects of a known shape do not. */
const record = z.record(z.string(), z.unknown())
const spdx = z.object({ documentNamespace: z.string(), creationInfo: record })
const cyclonedx = z.object({ serialNumber: z.string(), metadata: record })

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Replaces the four values that differ between two runs over the same image by values that follow from it: SPDX
 * `documentNamespace` and `creationInfo.created`, CycloneDX `serialNumber` and `metadata.timestamp`. Neither syft
 * nor Trivy heeds SOURCE_DATE_EPOCH. Throws `report-unreadable`.
 */
export function normaliseSbom(format: SbomFormat, bytes: Uint8Array, digest: Digest, created: string): Uint8Array {
  const id = uuidOf(`${format} ${digest}`)
  const fixed = (format === 'spdx' ? fixSpdx : fixCyclonedx)(bytes, id, created)
  return new TextEncoder().encode(`${JSON.stringify(fixed)}\n`)
}

function fixSpdx(bytes: Uint8Array, id: string, created: string): unknown {
  const { documentNamespace, creationInfo } = parseReport('sbom', bytes, spdx)
  return {
    ...parseReport('sbom', bytes, record),
    documentNamespace: documentNamespace.replace(UUID, id),
    creationInfo: { ...creationInfo, created },
  }
}

function fixCyclonedx(bytes: Uint8Array, id: string, created: string): unknown {
  const { metadata } = parseReport('sbom', bytes, cyclonedx)
  return {
    ...parseReport('sbom', bytes, record),
    serialNumber: `urn:uuid:${id}`,
    metadata: { ...metadata, timestamp: created },
  }
}
