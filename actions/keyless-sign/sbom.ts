import { parseJson } from '@promo/core'
import { attestSboms } from '@promo/line'
import type { WritingPorts, WrittenAttestation } from '@promo/evidence'
import type { SbomFormat } from '@promo/scanners'
import { actionError } from '../errors.ts'
import type { KeylessSignRequest } from './inputs.ts'

/** Bytes. A bundle grows by a third, and verifiers read 10,000,000; of a larger one the place and hash are attested. */
const ATTESTED_LIMIT = 7_000_000
const READ_LIMIT = 64 * 1024 * 1024

/** Attests the SBOM of the request to every runnable platform of its images; nothing without one. */
export async function attestSbom(
  { images, evidenceFormats, sbom }: KeylessSignRequest,
  ports: WritingPorts,
): Promise<readonly WrittenAttestation[]> {
  if (sbom === undefined) return []
  const bytes = new TextEncoder().encode(sbom)
  const request = { images, formats: [formatOf(sbom)], evidenceFormats }
  const size = { maxBytes: ATTESTED_LIMIT, onTooLarge: 'reference' } as const
  return attestSboms({ ...request, ...size }, () => Promise.resolve(bytes), ports)
}

/** Each names itself (SPDX 2.3, 6.1; CycloneDX 1.6, bomFormat); throws `sbom-unknown`. */
export function formatOf(text: string): SbomFormat {
  const document = parseJson(text, { maxBytes: READ_LIMIT, maxDepth: 100 })
  const members = typeof document === 'object' && document !== null ? new Map(Object.entries(document)) : new Map()
  if (typeof members.get('spdxVersion') === 'string') return 'spdx'
  if (members.get('bomFormat') === 'CycloneDX') return 'cyclonedx'
  throw actionError('sbom-unknown', {}, '`sbom` is neither SPDX nor CycloneDX as JSON')
}
