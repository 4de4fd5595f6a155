import type { ClaimMismatch } from './mismatch.ts'

/** How a claim is written in an entry of `trust.signers`, for values that can be nothing else than what they seem. */
const KEYS: Readonly<Record<string, readonly [pattern: RegExp, key: string]>> = {
  'workflow commit': [/^([0-9a-f]{40}) \(/, 'commits'],
  runner: [/^(self-hosted|github-hosted)$/, 'runners'],
  'source ref': [/^(refs\/(?:heads|tags)\/[A-Za-z0-9._/-]{1,100})$/, 'source.refs'],
  environment: [/^([a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?)$/, 'environment'],
}
/** What makes the signer somebody else: whoever wants to be trusted would be glad of the suggestion. */
const STRANGER: readonly string[] = ['issuer', 'workflow', 'source repository id', 'key', 'role']

/**
 * The lines of promo.yaml that would accept what was found, for the entry that comes nearest; undefined when it is another
 * workflow, repository or key, which is never suggested, or when its time is over. The claim comes from a certificate of whoever signed:
 * the text says that it is to be checked, not copied.
 */
export function acceptingChange(mismatches: readonly ClaimMismatch[]): string | undefined {
  const nearest = [...bySigner(mismatches)]
    .filter(([, differing]) => differing.every(({ claim }) => claim in KEYS && !STRANGER.includes(claim)))
    .sort(([, a], [, b]) => a.length - b.length)[0]
  if (nearest === undefined) return undefined
  const [signer, differing] = nearest
  const lines = differing.map(lineFor)
  if (lines.some((line) => line === undefined)) return undefined
  return `Signer ${signer} would accept it with ${lines.join(' and ')}: this repeats what the certificate claims, so find out first whether that is meant to be trusted.`
}

function bySigner(mismatches: readonly ClaimMismatch[]): ReadonlyMap<string, readonly ClaimMismatch[]> {
  const grouped = new Map<string, ClaimMismatch[]>()
  for (const each of mismatches) grouped.set(each.signer, [...(grouped.get(each.signer) ?? []), each])
  return grouped
}

function lineFor({ claim, found }: ClaimMismatch): string | undefined {
  const [pattern, key] = KEYS[claim] ?? []
  const value = pattern?.exec(found)?.[1]
  if (value === undefined || key === undefined) return undefined
  return key === 'environment' ? `\`environment: ${value}\`` : `\`${key}: [${value}]\``
}
