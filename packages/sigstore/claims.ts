import { ASN1Obj, type X509Certificate } from '@sigstore/core'
import { extensionsOf, subjectOf } from './certificate.ts'
import { malformed } from './errors.ts'

/** Who signed, as the certificate authority confirmed it (fulcio, docs/oid-info.md). */
export interface CertificateClaims {
  /** Subject alternative name; for GitHub the workflow file that holds the job: `https://github.com/owner/repo/path@ref`. */
  readonly subject: string
  readonly issuer: string
  /** The same workflow as `subject`, by its own extension. */
  readonly buildSignerUri?: string
  /** Commit of that workflow file. */
  readonly buildSignerDigest?: string
  readonly runnerEnvironment?: string
  readonly sourceRepositoryUri?: string
  readonly sourceRepositoryDigest?: string
  readonly sourceRepositoryRef?: string
  /** Numeric and immutable, unlike the name. */
  readonly sourceRepositoryId?: string
  readonly sourceRepositoryOwnerUri?: string
  readonly sourceRepositoryOwnerId?: string
  /** The calling workflow. */
  readonly buildConfigUri?: string
  readonly buildConfigDigest?: string
  readonly buildTrigger?: string
  /** `https://github.com/owner/repo/actions/runs/ID/attempts/N` */
  readonly runInvocationUri?: string
  readonly visibility?: string
  readonly environment?: string
  /** The `sub` of the identity token. */
  readonly tokenSubject?: string
}

type OptionalClaim = Exclude<keyof CertificateClaims, 'subject' | 'issuer'>

const ARC = '1.3.6.1.4.1.57264.1'
const ISSUER_RAW = `${ARC}.1`
const ISSUER = `${ARC}.8`

const NUMBERS: Readonly<Record<OptionalClaim, number>> = {
  buildSignerUri: 9,
  buildSignerDigest: 10,
  runnerEnvironment: 11,
  sourceRepositoryUri: 12,
  sourceRepositoryDigest: 13,
  sourceRepositoryRef: 14,
  sourceRepositoryId: 15,
  sourceRepositoryOwnerUri: 16,
  sourceRepositoryOwnerId: 17,
  buildConfigUri: 18,
  buildConfigDigest: 19,
  buildTrigger: 20,
  runInvocationUri: 21,
  visibility: 22,
  environment: 23,
  tokenSubject: 24,
}

const UTF8_STRING = 0x0c

/**
 * Decodes the claims of a certificate. Throws `bundle-invalid` (to be given a code by the caller) when it has no single subject,
 * no issuer, or an extension that is not one DER UTF8String: a claim that cannot be read is not taken for an absent one.
 */
export function readClaims(certificate: X509Certificate): CertificateClaims {
  const extensions = extensionsOf(certificate)
  const subject = subjectOf(certificate)
  const raw = extensions.get(ISSUER_RAW)?.toString('utf8')
  const issuer = readUtf8(extensions, ISSUER) ?? raw
  if (subject === undefined || issuer === undefined || issuer === '' || (raw ?? issuer) !== issuer) {
    throw malformed('the certificate names no single subject and issuer')
  }
  const optional = Object.entries(NUMBERS).flatMap(([claim, number]) => {
    const value = readUtf8(extensions, `${ARC}.${String(number)}`)
    return value === undefined ? [] : [[claim, value] as const]
  })
  return { subject, issuer, ...Object.fromEntries(optional) }
}

function readUtf8(extensions: ReadonlyMap<string, Buffer>, oid: string): string | undefined {
  const bytes = extensions.get(oid)
  if (bytes === undefined) return undefined
  const { tag, value } = ASN1Obj.parseBuffer(Buffer.from(bytes))
  if (tag.number !== UTF8_STRING || !tag.isUniversal() || tag.constructed) {
    throw malformed(`certificate extension ${oid} is not a UTF8String`)
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(value)
}
