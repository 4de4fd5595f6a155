import { PREDICATE_TYPES, refersToSbom, SEVERITIES, type ChainLink, type Scan } from '@promo/core'
import { readScanPredicate, type EvidenceSet } from '@promo/evidence'
import { policyError } from '@promo/policy'
import { listAt, textAt } from './json-path.ts'
import { absent, broken, counted, missing, verified } from './link.ts'
import {
  notTrusted,
  placesOf,
  sameStatement,
  signedWhen,
  signerDetails,
  signerOf,
  told,
  type TrustContext,
  type Trusted,
} from './trusted.ts'

/** The signature of the digest, and what its certificate says about who signed. */
export function signatureLink(set: EvidenceSet, trust: TrustContext): ChainLink {
  const { image, invalid } = set
  const found = told(set, PREDICATE_TYPES.signature, 'signature', trust)
  const [newest] = found.trusted
  const facts = { link: 'signature' as const, evidence: placesOf(found.untrusted) }
  if (newest !== undefined) {
    const fact = `signed ${signedWhen(newest)} by ${signerOf(newest)}`
    const evidence = placesOf(sameStatement(newest, found.trusted))
    return verified({ link: 'signature', fact, evidence, details: signerDetails(newest) })
  }
  if (found.untrusted.length > 0) return broken(facts, notTrusted(image.digest, found))
  const reasons = invalid.slice(0, 3).map(({ code, reason }) => `; ${code}: ${reason}`)
  const text = `no valid signature on ${image.digest}${reasons.join('')}`
  return missing(facts, policyError('signature-missing', { digest: image.digest }, text))
}

/** The newest trusted scan of the digest. */
export function scanLink(set: EvidenceSet, trust: TrustContext): ChainLink {
  const { image } = set
  const found = told(set, PREDICATE_TYPES.scan, 'scan', trust)
  const [newest] = found.trusted
  const facts = { link: 'scan' as const, evidence: placesOf(found.untrusted) }
  if (newest !== undefined)
    return verified({ link: 'scan', ...describeScan(newest), evidence: placesOf(sameStatement(newest, found.trusted)) })
  if (found.untrusted.length > 0) return broken(facts, notTrusted('the scan', found))
  return missing(facts, policyError('scan-missing', { digest: image.digest }, `no scan of ${image.digest}`))
}

/** A refused scan, under the identity that may only refuse. None is good news, but no proof: a registry can hide it. */
export function refusalLinks(set: EvidenceSet, trust: TrustContext): readonly ChainLink[] {
  const found = told(set, PREDICATE_TYPES.scan, 'refusal', trust)
  const [newest] = found.trusted
  if (newest === undefined) return []
  const { fact, details } = describeScan(newest)
  return [
    verified({
      link: 'refusal',
      fact: `refused: ${fact}`,
      details,
      evidence: placesOf(sameStatement(newest, found.trusted)),
    }),
  ]
}

function describeScan(newest: Trusted): { readonly fact: string; readonly details: Record<string, string> } {
  const scan = readScanPredicate(newest.predicate)
  const signedAt = signedWhen(newest)
  const details = { 'signed-at': signedAt, signer: signerOf(newest) }
  if (scan === undefined) return { fact: `scanned ${signedAt} by a tool that promo does not read`, details }
  const tools = [...new Set(scan.tools.map(({ name, version }) => `${name} ${version}`))].join(', ')
  const counted = SEVERITIES.filter((severity) => scan.counts[severity] > 0)
  const counts = counted.map((severity) => `${String(scan.counts[severity])} ${severity}`).join(', ') || 'no findings'
  const more = {
    outcome: scan.decision.outcome,
    tools,
    counts,
    databases: databasesOf(scan),
    suppressed: String(scan.suppressed.length),
  }
  return { fact: `scanned ${signedAt} by ${tools}: ${counts}`, details: { ...details, ...more } }
}

function databasesOf({ tools }: Scan): string {
  const dated = tools.flatMap(({ name, database }) => (database === undefined ? [] : [`${name} ${database.updatedAt}`]))
  return [...new Set(dated)].join(', ')
}

/** Test results beside the image; a chain without any holds, and says so. */
export function testsLink(set: EvidenceSet, trust: TrustContext): ChainLink {
  const found = told(set, PREDICATE_TYPES.tests, 'tests', trust)
  const [newest] = found.trusted
  if (newest === undefined) {
    const fact =
      found.untrusted.length === 0 ? 'no test results are attested' : notTrusted('the test result', found).message
    return absent({ link: 'tests', fact, evidence: placesOf(found.untrusted) })
  }
  const result = textAt(newest.predicate, 'result') ?? 'no result'
  const numberOf = (name: string): string => String(listAt(newest.predicate, name).length)
  const [passed, failed] = [numberOf('passedTests'), numberOf('failedTests')]
  const details = { result, signer: signerOf(newest), passed, failed }
  const fact = `${result.toLowerCase()} (${passed} passed, ${failed} failed), attested ${signedWhen(newest)}`
  return verified({ link: 'tests', fact, details, evidence: placesOf(sameStatement(newest, found.trusted)) })
}

const FORMATS = [
  { name: 'SPDX', type: PREDICATE_TYPES.spdx, list: 'packages' },
  { name: 'CycloneDX', type: PREDICATE_TYPES.cyclonedx, list: 'components' },
] as const

/** The SBOM of one platform. */
export function sbomLink(platform: string, set: EvidenceSet, trust: TrustContext): ChainLink {
  const { image } = set
  const formats = FORMATS.map((format) => ({ ...format, found: told(set, format.type, 'sbom', trust) }))
  const trusted = formats.flatMap(({ name, list, found }) => {
    const [newest] = found.trusted
    return newest === undefined
      ? []
      : [{ name, newest, packages: listAt(newest.predicate, list).length, all: found.trusted }]
  })
  const references = told(set, PREDICATE_TYPES.reference, 'sbom', trust).trusted
  const reference = references.filter(({ predicate }) => refersToSbom(predicate))
  const evidence = [...trusted.flatMap(({ newest, all }) => sameStatement(newest, all)), ...reference]
  const facts = { link: 'sbom' as const, at: platform }
  if (evidence.length > 0) {
    const said = trusted.map(({ name, packages }) => `${name} with ${counted(packages, 'package')}`)
    const fact = said.length === 0 ? 'referred to: it is too large to be attested' : said.join(', ')
    return verified({ ...facts, fact, evidence: placesOf(evidence), details: { digest: image.digest } })
  }
  const others = formats.find(({ found }) => found.untrusted.length > 0)
  if (others !== undefined) return broken(facts, notTrusted(`the SBOM of ${platform}`, others.found))
  return missing(facts, policyError('sbom-missing', { platform, digest: image.digest }, `no SBOM of ${platform}`))
}
