import {
  digestOf,
  parseImageName,
  pinImage,
  PREDICATE_TYPES,
  type Clock,
  type Digest,
  type JsonValue,
  type PinnedImage,
  type Severity,
} from '@promo/core'
import { attestSuperseding, collectEvidence, readArchive, type EvidenceSet, type WritingPorts } from '@promo/evidence'
import { aFinding, aScan, aScanFact, bothPlatforms } from '@promo/policy/testing'
import { ANONYMOUS, createRegistryClient, type RegistryClient } from '@promo/registry'
import { anImage, httpOver, pushImage, steppingClock, type Host } from '@promo/registry/testing'
import { createSandboxRegistry, type RegistrySwitches } from '@promo/sandbox/registry'
import type { GitHubClaims } from '@promo/sandbox/oidc'
import type { Signer } from '@promo/sigstore'
import { createSigningBench } from '../sigstore/signing.ts'

export const APP = parseImageName('ghcr.io/your-org/catalog')
const HOUR_MS = 3_600_000
const IMAGE = anImage('scanned again and again')
export const SCANNED = pinImage(APP, IMAGE.descriptor.digest)

/** Time passes between scans: logs have whole seconds. */
let now = Date.now()
const clock: Clock = { now: () => new Date(now), sleep: async () => undefined }
const bench = await createSigningBench(clock)

export const NIGHTLY: Partial<GitHubClaims> = {
  job_workflow_ref: 'org/promo/.github/workflows/rescan.yml@refs/tags/v1',
}

export interface ScanScene {
  readonly image: PinnedImage
  readonly warnings: string[]
  /** What a process of its own, which remembers nothing, attests and archives with. */
  readonly ports: (claims?: Partial<GitHubClaims>) => WritingPorts
  client(): RegistryClient
  /** Attests a scan an hour after the last one; gives its manifest. */
  scan(severities?: readonly Severity[], claims?: Partial<GitHubClaims>): Promise<Digest>
  /** Manifests of the valid scans on the image, oldest first. */
  scans(): Promise<readonly Digest[]>
  /** Severities found by the valid scans on the image, oldest first. */
  findings(): Promise<readonly (readonly string[])[]>
  /** Predicate types of everything that refers to the image. */
  all(): Promise<readonly string[]>
  /** The same as `findings` of the scans in the archive. */
  archived(): Promise<readonly (readonly string[])[]>
}

/** An image in a registry that behaves as the switches say, behind a host that may meddle. */
export async function aScanScene(
  switches: Partial<RegistrySwitches> = {},
  meddle: (host: Host) => Host = (host) => host,
): Promise<ScanScene> {
  const sandbox = createSandboxRegistry({ switches })
  const http = httpOver({ 'ghcr.io': meddle(sandbox.handler) })
  const client = (): RegistryClient => createRegistryClient({ http, credentials: ANONYMOUS, clock: steppingClock() })
  await pushImage(client(), APP, IMAGE)
  await client().waitFor(APP, IMAGE.descriptor.digest)
  return scanScene(SCANNED, client)
}

const signed = new Map<string, ReturnType<Signer['signStatement']>>()

/** Hundreds of scenes begin with the same scans: each is signed once. */
function remembering(signer: Signer, claims: string): Signer {
  return {
    ...signer,
    signStatement: (statement) => {
      const key = `${claims} ${digestOf(statement)}`
      const signing = signed.get(key) ?? signer.signStatement(statement)
      signed.set(key, signing)
      return signing
    },
  }
}

/** The same over any registry that holds the image. */
export function scanScene(image: PinnedImage, client: () => RegistryClient): ScanScene {
  const warnings: string[] = []
  const warn = (message: string): void => void warnings.push(message)
  const ports = (claims: Partial<GitHubClaims> = {}): WritingPorts => ({
    ...{ registry: client(), trust: bench.trust, warn, clock },
    signer: remembering(bench.signer({ claims }), JSON.stringify(claims)),
  })
  return {
    image,
    warnings,
    client,
    ports,
    scan: async (severities = [], claims = {}) => {
      const [written] = await attestSuperseding(aScanOf(image, severities), ports(claims))
      return written?.stored[0]?.manifest ?? image.digest
    },
    scans: async () => (await scansOn(image, ports())).map(({ manifest }) => manifest),
    findings: async () => (await scansOn(image, ports())).map(({ predicate }) => findingsIn(predicate)),
    all: async () => (await collectEvidence(image, ports())).valid.map(({ predicateType }) => predicateType).sort(),
    archived: async () => {
      const found = await readArchive(image, ports())
      return found.toSorted((a, b) => timeOf(a) - timeOf(b)).map(({ predicate }) => findingsIn(predicate))
    },
  }
}

/** The next scan of the image, an hour later. */
export function aScanOf(image: PinnedImage, severities: readonly Severity[]) {
  now += HOUR_MS
  const database = { version: '2', updatedAt: new Date(now - HOUR_MS).toISOString() }
  const tools = bothPlatforms({ finishedAt: new Date(now).toISOString(), database })
  const found = severities.map((severity) => aFinding({ severity, ruleId: `CVE-${severity}` }))
  const { predicate } = aScanFact(aScan(found, tools))
  return { images: [image], predicateType: PREDICATE_TYPES.scan, predicate, formats: ['bundle'] } as const
}

async function scansOn(image: PinnedImage, ports: WritingPorts): Promise<EvidenceSet['valid']> {
  const { valid, invalid } = await collectEvidence(image, ports)
  if (invalid.length > 0) throw new Error(invalid.map(({ reason }) => reason).join())
  return valid
    .filter(({ predicateType }) => predicateType === PREDICATE_TYPES.scan)
    .toSorted((a, b) => timeOf(a) - timeOf(b))
}

function timeOf({ signedAt }: { readonly signedAt: Date | undefined }): number {
  return signedAt?.getTime() ?? 0
}

function findingsIn(predicate: JsonValue): readonly string[] {
  const { scanner } = predicate as unknown as { scanner: { result: { findings: { severity: string }[] } } }
  return scanner.result.findings.map(({ severity }) => severity)
}
