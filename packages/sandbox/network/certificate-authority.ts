import 'reflect-metadata'
import type { webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import { createSecureContext, type SecureContext } from 'node:tls'
import * as x509 from '@peculiar/x509'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const DAY_MS = 24 * 60 * 60 * 1000
/** macOS and some TLS stacks refuse a leaf that is valid for longer than 398 days, whoever signed it. */
const LIFETIME_DAYS = 397

/** Signs the sandbox's answers for any host name; made anew for every sandbox, so that no one can be told to trust it for good. */
export interface CertificateAuthority {
  /** The root certificate, PEM. */
  readonly certificate: string
  /** A server certificate for the host, made at the first call and kept. */
  contextFor(host: string): Promise<SecureContext>
}

export async function createCertificateAuthority(): Promise<CertificateAuthority> {
  x509.cryptoProvider.set(crypto)
  const validity = { notBefore: new Date(Date.now() - DAY_MS), notAfter: new Date(Date.now() + LIFETIME_DAYS * DAY_MS) }
  const rootKeys = await generateKeys()
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: randomSerial(),
    name: 'CN=promo sandbox, O=promo',
    keys: rootKeys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  })
  const leafKeys = await generateKeys()
  const key = await privateKeyPem(leafKeys.privateKey)
  const leaf = async (host: string): Promise<SecureContext> => {
    const certificate = await x509.X509CertificateGenerator.create({
      ...validity,
      serialNumber: randomSerial(),
      subject: 'O=promo sandbox',
      issuer: root.subject,
      publicKey: leafKeys.publicKey,
      signingKey: rootKeys.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: await leafExtensions(host, leafKeys.publicKey, rootKeys.publicKey),
    })
    return createSecureContext({ key, cert: certificate.toString('pem') })
  }
  const contexts = new Map<string, Promise<SecureContext>>()
  return {
    certificate: `${root.toString('pem')}\n`,
    contextFor(host) {
      const context = contexts.get(host) ?? leaf(host)
      contexts.set(host, context)
      return context
    },
  }
}

async function leafExtensions(
  host: string,
  publicKey: webcrypto.CryptoKey,
  issuerKey: webcrypto.CryptoKey,
): Promise<x509.Extension[]> {
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    // The subject names no host, so that the list of names must be critical (RFC 5280 4.2.1.6).
    new x509.SubjectAlternativeNameExtension([{ type: isIP(host) === 0 ? 'dns' : 'ip', value: host }], true),
    await x509.SubjectKeyIdentifierExtension.create(publicKey),
    await x509.AuthorityKeyIdentifierExtension.create(issuerKey),
  ]
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')
}

/** Positive and at most 16 bytes. */
function randomSerial(): string {
  return `01${Buffer.from(crypto.getRandomValues(new Uint8Array(15))).toString('hex')}`
}
