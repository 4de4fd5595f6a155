import type { Finding, ScanTarget } from '@promo/core'
import { visible } from './escape.ts'

interface Region {
  /** From 1. */
  readonly startLine: number
  readonly endLine?: number
}

export interface SarifLocation {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: Region }
  readonly message?: { readonly text: string }
}

/** Where a finding is shown: its file in the repository, or the image as if it were one, with the path inside as text. */
export function locationsOf(finding: Finding, target: ScanTarget | undefined): readonly SarifLocation[] {
  const inside = finding.location?.path ?? finding.package?.path
  if (target?.image === undefined) return [locationOf(inside ?? target?.path ?? '.', regionOf(finding))]
  const location = locationOf(target.image, { startLine: 1 })
  return [inside === undefined ? location : { ...location, message: { text: visible(inside) } }]
}

function locationOf(path: string, region: Region): SarifLocation {
  return { physicalLocation: { artifactLocation: { uri: relativeUri(path) }, region } }
}

function regionOf({ location }: Finding): Region {
  const startLine = Math.max(location?.startLine ?? 1, 1)
  const endLine = location?.endLine
  return endLine === undefined || endLine < startLine ? { startLine } : { startLine, endLine }
}

/** A relative reference without a scheme, an authority or a way up (RFC 3986). */
export function relativeUri(path: string): string {
  const segments = visible(path)
    .replaceAll('\\', '/')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
  return segments.map((segment) => encodeURIComponent(segment)).join('/') || 'repository'
}
