import { formatTime, parseDuration, PREDICATE_TYPES, type Scan } from '@promo/core'
import type { ImageFacts } from '../facts.ts'
import { pass, refuse, type RuleAnswer, type RuleInput } from '../rule.ts'
import { decideScan } from '../scan-decision.ts'
import { readScanPredicate } from '../scan-predicate.ts'
import { isDated, newestFirst, refuseUntrusted, trustedEvidence, type DatedFact, type Trusted } from '../trusted.ts'

type ScanPolicy = NonNullable<RuleInput['policy']['scan']>

/** Rule `scan`: the newest trusted scan of the digest, judged again under today's thresholds. A later failure beats an earlier pass. */
export function scanRule(input: RuleInput): RuleAnswer {
  const policy = input.policy.scan ?? { 'fail-on': 'high', 'ignore-unfixed': false }
  const expected = expectation(policy)
  const passes = trustedEvidence(input, input.facts.evidence, PREDICATE_TYPES.scan, 'scan')
  const refusals = trustedEvidence(input, input.facts.evidence, PREDICATE_TYPES.scan, 'refusal')
  // Times of logs have whole seconds: at the same one, the refusal is the newer.
  const newest = newestFirst([...evidenceOf(refusals), ...evidenceOf(passes)]).find(isDated)
  if (newest !== undefined) return judge(input, newest, policy, expected)
  if (passes.kind === 'untrusted') return { result: refuseUntrusted('scan', passes) }
  return { result: refuse('scan', 'scan-missing', `no scan of ${input.facts.digest}`, expected) }
}

function judge(input: RuleInput, newest: DatedFact, policy: ScanPolicy, expected: string): RuleAnswer {
  const evidence = [newest.manifest]
  const scan = readScanPredicate(newest.predicate)
  if (scan === undefined)
    return {
      result: refuse('scan', 'scan-incomplete', 'the scan attested is not one that promo reads', expected, evidence),
    }
  const unseen = unseenPlatforms(input.facts, scan)
  if (unseen.length > 0) {
    return { result: refuse('scan', 'scan-incomplete', `no scan of ${unseen.join(', ')}`, expected, evidence) }
  }
  const stale = staleness(input.at, newest, scan, policy)
  const decided = decideScan([...scan.findings, ...scan.suppressed.map(({ finding }) => finding)], scan.tools, {
    failOn: policy['fail-on'],
    ignoreUnfixed: policy['ignore-unfixed'],
  })
  if (decided.decision.outcome === 'infrastructure') {
    return { result: refuse('scan', 'scan-incomplete', 'a scanner did not finish', expected, evidence) }
  }
  if (decided.decision.outcome === 'findings') {
    return { result: refuse('scan', 'scan-findings', describeFindings(decided), expected, evidence) }
  }
  if (stale !== undefined) return { result: refuse('scan', stale.code, stale.fact, expected, evidence) }
  const maxAge = policy['max-age']
  const fact = `scanned ${formatTime(newest.signedAt)} by ${scan.tools
    .map(({ name }) => name)
    .filter(unique)
    .join(' and ')}: nothing that counts`
  const result = pass('scan', fact, expected, evidence)
  return maxAge === undefined
    ? { result }
    : { result, expiresAt: new Date(newest.signedAt.getTime() + parseDuration(maxAge)) }
}

/** Platforms that no tool looked at: a scan of one platform says nothing about the others. */
function unseenPlatforms({ platforms }: ImageFacts, scan: Scan): readonly string[] {
  const seen = scan.tools.map(({ target }) => scan.targets[target]?.digest)
  return platforms.filter(({ digest }) => !seen.includes(digest)).map(({ platform }) => platform)
}

function staleness(
  at: Date,
  newest: DatedFact,
  scan: Scan,
  policy: ScanPolicy,
): { readonly code: 'scan-expired' | 'scan-database-stale'; readonly fact: string } | undefined {
  const maxAge = policy['max-age']
  if (maxAge !== undefined && at.getTime() - newest.signedAt.getTime() > parseDuration(maxAge)) {
    return { code: 'scan-expired', fact: `scanned ${formatTime(newest.signedAt)}` }
  }
  const maxDatabaseAge = policy['max-database-age']
  if (maxDatabaseAge === undefined) return undefined
  const old = scan.tools.find(
    ({ database, finishedAt }) =>
      database !== undefined && Date.parse(finishedAt) - Date.parse(database.updatedAt) > parseDuration(maxDatabaseAge),
  )
  return old === undefined
    ? undefined
    : { code: 'scan-database-stale', fact: `${old.name} used a database of ${old.database?.updatedAt ?? ''}` }
}

function describeFindings(decided: ReturnType<typeof decideScan>): string {
  const failing = decided.findings.filter(({ fingerprint }) => decided.decision.failing.includes(fingerprint))
  const names = failing
    .map(
      ({ ruleId, package: found }) => `${ruleId}${found === undefined ? '' : ` in ${found.name} ${found.installed}`}`,
    )
    .filter(unique)
  const more = names.length - 5
  return `${names.slice(0, 5).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`
}

function expectation(policy: ScanPolicy): string {
  const unfixed = policy['ignore-unfixed'] ? ' that has a fix' : ''
  const age = policy['max-age'] === undefined ? '' : `, scanned within ${policy['max-age']}`
  return `no finding of severity ${policy['fail-on']} or worse${unfixed}${age}`
}

function evidenceOf(trusted: Trusted): Extract<Trusted, { kind: 'trusted' }>['evidence'] {
  return trusted.kind === 'trusted' ? trusted.evidence : []
}

function unique(value: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(value) === index
}
