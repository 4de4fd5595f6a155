import {
  configSchema,
  digestOf,
  LEG_BUILD_TYPE,
  NO_REVOCATIONS,
  parseEnvironmentName,
  parseImageName,
  parseLegName,
  PREDICATE_TYPES,
  scanDocument,
  type ConfigPolicy,
  type Digest,
  type Finding,
  type JsonValue,
  type Scan,
  type ScanTool,
  type TrustSigner,
} from '@promo/core'
import type { EvidenceFact, ImageFacts, SignerClaims } from './facts.ts'
import type { RuleInput } from './rule.ts'
import { decideScan } from './scan-decision.ts'

export const NOW = new Date('2026-12-01T12:00:00Z')
export const DIGEST = digestOf('image')
export const PLATFORMS = [
  { platform: 'linux/amd64', digest: digestOf('amd64') },
  { platform: 'linux/arm64', digest: digestOf('arm64') },
] as const

const HOUR_MS = 3_600_000
export const hoursAgo = (hours: number): Date => new Date(NOW.getTime() - hours * HOUR_MS)

const WORKFLOW = 'org/promo/.github/workflows/leg.yml'
export const COMMIT = 'a'.repeat(40)

/** The claims of leg.yml at a trusted commit, for the bookstore's main branch. */
export function someClaims(changes: Partial<SignerClaims> = {}): SignerClaims {
  const uri = changes.buildSignerUri ?? `https://github.com/${WORKFLOW}@refs/tags/v1.4.2`
  return {
    subject: uri,
    issuer: 'https://token.actions.githubusercontent.com',
    buildSignerUri: uri,
    buildSignerDigest: COMMIT,
    runnerEnvironment: 'github-hosted',
    sourceRepositoryUri: 'https://github.com/your-org/bookstore',
    sourceRepositoryDigest: 'b'.repeat(40),
    sourceRepositoryRef: 'refs/heads/main',
    sourceRepositoryId: '123456789',
    buildTrigger: 'push',
    ...changes,
  }
}

/** A signer as promo.yaml gives it, defaults filled in. */
export function aSigner(changes: Readonly<Record<string, unknown>> = {}): TrustSigner {
  const signer = {
    id: 'promo-leg',
    issuer: 'https://token.actions.githubusercontent.com',
    workflow: WORKFLOW,
    commits: [COMMIT],
    roles: ['signature', 'provenance', 'sbom', 'scan'],
    ...changes,
  }
  const [parsed] = configSchema.parse({ version: 1, images: {}, trust: { signers: [signer] } }).trust.signers
  if (parsed === undefined) throw new Error('no signer')
  return parsed
}

export const REFUSER = aSigner({
  id: 'promo-refuse',
  workflow: 'org/promo/.github/workflows/refuse.yml',
  roles: ['refusal'],
})

export interface FactBuilder extends EvidenceFact {
  signedBy(changes: Partial<SignerClaims>): FactBuilder
  signedWith(keyId: Digest): FactBuilder
  /** Undefined: nobody vouches for a time. */
  at(signedAt: Date | undefined): FactBuilder
  saying(predicate: JsonValue): FactBuilder
  typed(predicateType: string): FactBuilder
}

/** A verified fact of one kind, by leg.yml an hour ago. */
export function aFact(kind: keyof typeof PREDICATE_TYPES, predicate: JsonValue = {}): FactBuilder {
  return build({
    manifest: digestOf(`${kind} ${JSON.stringify(predicate)}`),
    predicateType: PREDICATE_TYPES[kind],
    predicate,
    signer: { kind: 'certificate', claims: someClaims() },
    signedAt: hoursAgo(1),
  })
}

function build(fact: EvidenceFact): FactBuilder {
  return {
    ...fact,
    signedBy: (changes) => build({ ...fact, signer: { kind: 'certificate', claims: someClaims(changes) } }),
    signedWith: (keyId) => build({ ...fact, signer: { kind: 'key', keyId } }),
    at: (signedAt) => build({ ...fact, signedAt }),
    saying: (predicate) => build({ ...fact, predicate }),
    typed: (predicateType) => build({ ...fact, predicateType }),
  }
}

export const refusedBy: Partial<SignerClaims> = {
  buildSignerUri: 'https://github.com/org/promo/.github/workflows/refuse.yml@refs/tags/v1.4.2',
}

export function aFinding(changes: Partial<Finding> = {}): Finding {
  const severity = changes.severity ?? 'high'
  return {
    tool: 'trivy',
    target: 0,
    ruleId: 'CVE-2026-0001',
    aliases: [],
    kind: 'vulnerability',
    severity,
    title: 'A hole',
    package: { name: 'openssl', installed: '3.0.1', fixed: ['3.0.2'] },
    status: 'affected',
    fingerprint: `${changes.ruleId ?? 'CVE-2026-0001'} ${severity}`,
    ...changes,
  }
}

export function aTool(changes: Partial<ScanTool> = {}): ScanTool {
  return {
    name: 'trivy',
    version: '0.60.0',
    target: 0,
    database: { version: '2', updatedAt: '2026-12-01T06:00:00Z' },
    startedAt: '2026-12-01T10:59:00Z',
    finishedAt: '2026-12-01T11:00:00Z',
    outcome: 'pass',
    complete: true,
    ...changes,
  }
}

/** The scan document of the image, both platforms unless told otherwise. */
export function aScan(findings: readonly Finding[] = [], tools: readonly ScanTool[] = bothPlatforms()): Scan {
  const decided = decideScan(findings, tools, { failOn: 'high', ignoreUnfixed: false })
  return scanDocument.create({
    targets: PLATFORMS.map(({ digest, platform }) => ({
      kind: 'image',
      digest,
      platform,
      imageDigest: DIGEST,
      tagsAtScan: [],
    })),
    tools: [...tools],
    findings: [...decided.findings],
    suppressed: [...decided.suppressed],
    counts: decided.counts,
    decision: decided.decision,
  })
}

export function bothPlatforms(changes: Partial<ScanTool> = {}): readonly ScanTool[] {
  return PLATFORMS.map((_platform, target) => aTool({ target, ...changes }))
}

export function aScanFact(scan: Scan = aScan()): FactBuilder {
  return aFact('scan', { scanner: { result: JSON.parse(JSON.stringify(scan)) as JsonValue } })
}

export function aProvenance(leg = 'catalog', buildType: string = LEG_BUILD_TYPE): FactBuilder {
  return aFact('provenance', { buildDefinition: { buildType, externalParameters: { leg } } })
}

/** Everything leg.yml leaves on an image. */
export function sealed(): readonly EvidenceFact[] {
  return [aFact('signature'), aProvenance(), aScanFact()]
}

export function someFacts(changes: Partial<ImageFacts> = {}): ImageFacts {
  return {
    leg: parseLegName('catalog'),
    name: parseImageName('ghcr.io/your-org/bookstore-catalog'),
    digest: DIGEST,
    sourceId: '123456789',
    evidence: sealed(),
    unverified: [],
    platforms: PLATFORMS.map((each) => ({ ...each, evidence: [aFact('spdx')], unverified: [] })),
    heldBefore: [],
    ...changes,
  }
}

export function held(environment: string, digest: Digest | null): ImageFacts['heldBefore'][number] {
  return { environment: parseEnvironmentName(environment), digest }
}

export const POLICY: ConfigPolicy = {
  registry: { allow: ['ghcr.io/your-org'] },
  signature: { required: true },
  provenance: { required: true, branches: ['main'], triggers: ['push'], runners: ['github-hosted'] },
  scan: { 'fail-on': 'high', 'ignore-unfixed': false, 'max-age': '7d', 'max-database-age': '72h' },
  sbom: { required: true },
}

export function anInput(facts: Partial<ImageFacts> = {}, policy: Partial<ConfigPolicy> = {}): RuleInput {
  const trust = { signers: [aSigner(), REFUSER], keys: [] }
  return { facts: someFacts(facts), policy: { ...POLICY, ...policy }, trust, revocations: NO_REVOCATIONS, at: NOW }
}
