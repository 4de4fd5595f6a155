import { asPromoError, formatTime, type PromoError } from '@promo/core'
import type { SubjectDigest, VerifiedMessage, VerifiedSigner, VerifiedStatement } from '@promo/sigstore'
import { cliError } from '../errors.ts'
import { readBundleRequest, type BundleRequest } from './bundle-request.ts'
import { signerFault } from './bundle-signer.ts'
import type { OptionValues } from './extensions.ts'

type Verified = VerifiedStatement | VerifiedMessage

/** `promo verify --bundle …`: one bundle against one trusted root; the exit code. */
export function verifyBundleFile(values: OptionValues): number {
  const asJson = values['json'] === true
  try {
    const request = readBundleRequest(values)
    const verified = verify(request)
    process.stderr.write(`verified: ${contentOf(verified)} about ${request.digest.text}\n  ${signingOf(verified)}\n`)
    if (asJson) print(passed(verified, request.digest))
    return 0
  } catch (thrown) {
    if (asJson) print(failed(asPromoError(thrown)))
    throw thrown
  }
}

function verify({ bundle, digest, verifier, wanted }: BundleRequest): Verified {
  const verified = verifier.verify(bundle, wanted.kind === 'key' ? wanted.accepted : undefined)
  const subjects = subjectsOf(verified)
  if (!subjects.includes(digest.text)) {
    const message = `the bundle is about ${subjects.slice(0, SHOWN_SUBJECTS).join(', ') || 'nothing'}, not about ${digest.text}`
    throw cliError('bundle-subject-differs', { expected: digest.text, found: subjects }, message)
  }
  const fault = signerFault(verified.signer, wanted)
  if (fault !== undefined) throw fault
  return verified
}

const SHOWN_SUBJECTS = 4

function subjectsOf(verified: Verified): readonly string[] {
  return 'file' in verified ? [verified.file.text] : verified.subjectDigests
}

function contentOf(verified: Verified): string {
  return 'file' in verified ? 'a signature' : verified.predicateType
}

function signingOf({ signer, signedAt }: Verified): string {
  const by = signer.kind === 'key' ? `with the key ${signer.keyId}` : `by ${signer.claims.subject}`
  return `signed ${signedAt === undefined ? 'at a time that nothing vouches for' : formatTime(signedAt)} ${by}`
}

function passed(verified: Verified, digest: SubjectDigest): object {
  const { signer, signedAt, logIndex } = verified
  return {
    outcome: 'pass',
    digest: digest.text,
    ...('file' in verified ? {} : { predicateType: verified.predicateType }),
    ...signerFacts(signer),
    signedAt: signedAt === undefined ? null : formatTime(signedAt),
    logIndex,
  }
}

function signerFacts(signer: VerifiedSigner): object {
  return signer.kind === 'key' ? { key: signer.keyId } : { claims: signer.claims }
}

function failed({ code, ending, message, remedy, facts }: PromoError): object {
  return { outcome: ending, code, message, remedy, ...facts }
}

function print(document: object): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
}
