import type { PromoError } from '@promo/core'
import type { CertificateClaims, VerifiedSigner } from '@promo/sigstore'
import { cliError } from '../errors.ts'
import type { WantedSigner } from './bundle-request.ts'

/** One claim of a certificate beside what it should be. */
interface ClaimDifference {
  readonly claim: string
  readonly expected: string
  readonly found: string
}

/**
 * Whether somebody else signed than was asked for: undefined when not. Comparisons are exact and of whole values; a part of
 * an identity, or a pattern, matches nothing. A key was compared when the signature was verified with it.
 */
export function signerFault(signer: VerifiedSigner, wanted: WantedSigner): PromoError | undefined {
  if (wanted.kind === 'key') {
    return signer.kind === 'key' ? undefined : differs([otherKind('a key', 'a certificate')], undefined)
  }
  if (signer.kind === 'key') return differs([otherKind('a certificate', 'a key')], undefined)
  const { subject: identity, issuer } = signer.claims
  const found = { identity, issuer }
  const differences = (['identity', 'issuer'] as const)
    .filter((claim) => found[claim] !== wanted[claim])
    .map((claim) => ({ claim, expected: wanted[claim], found: found[claim] }))
  return differences.length === 0 ? undefined : differs(differences, signer.claims)
}

function otherKind(expected: string, found: string): ClaimDifference {
  return { claim: 'signed with', expected, found }
}

function differs(differences: readonly ClaimDifference[], claims: CertificateClaims | undefined): PromoError {
  const lines = differences.map(
    ({ claim, expected, found }) =>
      `\n  ${claim}: expected ${shown(expected)}\n  ${' '.repeat(claim.length)}     found ${shown(found)}`,
  )
  const facts = { differences, ...(claims === undefined ? {} : { claims }) }
  const message = `the signature is genuine, and by somebody else:${lines.join('')}`
  if (claims === undefined) return cliError('bundle-signer-differs', facts, message)
  const options = `--identity ${shown(claims.subject)} --issuer ${shown(claims.issuer)}`
  return cliError('bundle-signer-differs', facts, message, {
    remedy: `Do not trust it, unless you know this signer: then ${options} accepts it.`,
  })
}

/** Text of a certificate for a terminal: quoted as a shell takes it, control characters escaped. */
function shown(text: string): string {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '?')
  return `'${escaped.replaceAll("'", String.raw`'\''`)}'`
}
