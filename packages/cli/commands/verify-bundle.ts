import { formatTime, parseDigest, type Digest } from '@promo/core'
import { readDocument } from '@promo/runner'
import { BUNDLE_LIMIT, readTrustedRoot, type VerifiedStatement } from '@promo/sigstore'
import { cliError } from '../errors.ts'
import type { OptionValues } from './extensions.ts'
import { readFileWithin } from './read-file.ts'

/** `promo verify --bundle …`: one bundle against one trusted root; the exit code. */
export function verifyBundleFile(values: OptionValues): number {
  if (values['key'] !== undefined) throw cliError('option-not-built', { option: 'key' }, '`--key` is not built yet')
  const trust = readTrustedRoot(readDocument({ kind: 'path', path: textOf(values, 'trustedRoot') }, process.cwd()))
  const digest = parseDigest(textOf(values, 'digest'))
  const wanted = { identity: textOf(values, 'identity'), issuer: textOf(values, 'issuer') }
  const statement = trust.verifyBundle(readFileWithin(textOf(values, 'bundle'), BUNDLE_LIMIT))
  assertAbout(statement, digest)
  assertSigner(statement, wanted)
  report(statement, digest, values['json'] === true)
  return 0
}

function assertAbout({ subjects }: VerifiedStatement, digest: Digest): void {
  if (subjects.includes(digest)) return
  const message = `the bundle is about ${subjects.join(', ') || 'nothing'}, not about ${digest}`
  throw cliError('bundle-subject-differs', { wanted: digest, found: subjects }, message)
}

function assertSigner(
  { claims }: VerifiedStatement,
  wanted: { readonly identity: string; readonly issuer: string },
): void {
  const found = { identity: claims.subject, issuer: claims.issuer }
  if (found.identity === wanted.identity && found.issuer === wanted.issuer) return
  const message = `signed by ${found.identity} (${found.issuer}), wanted is ${wanted.identity} (${wanted.issuer})`
  throw cliError('bundle-signer-differs', { wanted, found }, message)
}

function report(statement: VerifiedStatement, digest: Digest, asJson: boolean): void {
  const { predicateType, claims, signedAt, logIndex } = statement
  process.stderr.write(
    `verified: ${predicateType} about ${digest}\n  signed ${formatTime(signedAt)} by ${claims.subject}\n`,
  )
  if (!asJson) return
  const facts = { outcome: 'pass', digest, predicateType, claims, signedAt: formatTime(signedAt), logIndex }
  process.stdout.write(`${JSON.stringify(facts, null, 2)}\n`)
}

function textOf(values: OptionValues, key: string): string {
  const value = values[key]
  if (typeof value === 'string' && value !== '') return value
  const option = `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  throw cliError('option-missing', { option }, `\`${option}\` is needed with \`--bundle\``)
}
