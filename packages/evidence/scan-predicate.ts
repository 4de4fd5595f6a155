import { LEG_BUILD_TYPE, scanDocument, type Digest, type JsonValue, type PinnedImage, type Scan } from '@promo/core'
import * as z from 'zod/mini'
import { evidenceError } from './errors.ts'

/** Who scanned: the scan document of promo joins several tools, each of which it lists with version and database. */
const SCANNER_URI = LEG_BUILD_TYPE.replace('buildtypes/leg/v1', 'scan/v1')

/** Where the scan ran, when that is known. */
export interface ScanInvocation {
  /** URI of the run attempt. */
  readonly uri: string
  readonly eventId?: string
  /** Identity of the workflow that scanned. */
  readonly builderId?: string
}

/**
 * A scan document as a vulnerability attestation (cosign, specs/COSIGN_VULN_ATTESTATION_SPEC.md) about an image; the document
 * is its `result`. Throws `predicate-mismatch` when any of its targets is another digest.
 */
export function scanPredicate(scan: Scan, image: PinnedImage, invocation?: ScanInvocation): JsonValue {
  assertAbout(scan, image.digest)
  const databases = scan.tools.flatMap(({ name, database }) => (database === undefined ? [] : [{ name, ...database }]))
  const oldest = databases.map(({ updatedAt }) => updatedAt).toSorted(byTime)[0]
  return {
    invocation: {
      parameters: [`fail-on=${scan.decision.failOn}`, `ignore-unfixed=${String(scan.decision.ignoreUnfixed)}`],
      uri: invocation?.uri ?? '',
      event_id: invocation?.eventId ?? '',
      'builder.id': invocation?.builderId ?? '',
    },
    scanner: {
      uri: SCANNER_URI,
      version: toolNames(scan).join(', '),
      db: {
        uri: '',
        version: [...new Set(databases.map(({ name, version }) => `${name} ${version}`))].join(', '),
        ...(oldest === undefined ? {} : { lastUpdate: oldest }),
      },
      result: jsonOf(scan),
    },
    metadata: {
      scanStartedOn: scan.tools.map(({ startedAt }) => startedAt).toSorted(byTime)[0] ?? '',
      scanFinishedOn:
        scan.tools
          .map(({ finishedAt }) => finishedAt)
          .toSorted(byTime)
          .at(-1) ?? '',
    },
  }
}

const predicateShape = z.object({ scanner: z.object({ result: z.unknown() }) })

/**
 * The scan document inside a predicate that promo wrote; undefined for a predicate of another tool. Throws `document-invalid`
 * for a document of promo that is malformed.
 */
export function readScanPredicate(predicate: JsonValue): Scan | undefined {
  const parsed = predicateShape.safeParse(predicate)
  if (!parsed.success) return undefined
  const { result } = parsed.data.scanner
  const isOurs =
    typeof result === 'object' && result !== null && 'schema' in result && result.schema === scanDocument.schemaId
  return isOurs ? scanDocument.check(result) : undefined
}

/** A target is the digest itself or a platform of it. */
function assertAbout(scan: Scan, digest: Digest): void {
  const foreign = scan.targets.find((target) => target.digest !== digest && target.imageDigest !== digest)
  if (foreign === undefined && scan.targets.length > 0) return
  const found = foreign?.imageDigest ?? foreign?.digest ?? 'nothing'
  throw evidenceError(
    'predicate-mismatch',
    { found, wanted: digest },
    `the scan document is about ${found}, not ${digest}`,
  )
}

function toolNames(scan: Scan): readonly string[] {
  return [...new Set(scan.tools.map(({ name, version }) => `${name} ${version}`))]
}

function byTime(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b)
}

/** Statement and stored document are the same JSON: optional members that are absent are left out, as on writing. */
function jsonOf(scan: Scan): JsonValue {
  return JSON.parse(JSON.stringify(scan)) as JsonValue
}
