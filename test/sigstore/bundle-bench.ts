import { createHash, createPublicKey, generateKeyPairSync, sign, X509Certificate, type KeyObject } from 'node:crypto'
import { systemClock } from '@promo/core'
import {
  createTransparencyLog,
  logInstance,
  tileEntry,
  tilesShape,
  type TransparencyLog,
} from '@promo/sandbox/sigstore'
import { createSigningBench, LEG_CLAIMS, statementAbout, type SigningBench } from './signing.ts'

export type KeyKind = 'P-256' | 'P-384' | 'P-521' | 'RSA' | 'Ed25519'

/** What a bundle is to be made of. */
export interface BundlePlan {
  readonly content: 'statement' | 'message'
  /** A certificate of the instance, or a bare key of this kind. */
  readonly signer: 'certificate' | KeyKind
  readonly log: 'v1' | 'v1 promise' | 'v2' | 'none'
  /** `twice`: two of one authority, in one second if they can. */
  readonly timestamp: boolean | 'twice'
  readonly mediaType: string
  /** Hash that is signed; default that of the key's algorithm. */
  readonly hash?: 'sha256' | 'sha384' | 'sha512'
}

export type Json = Record<string, unknown>

/** The JSON of a bundle, as far as the cases edit it. */
export interface BundleJson {
  mediaType: string
  verificationMaterial: {
    certificate?: Json
    x509CertificateChain?: { certificates: Json[] }
    publicKey?: Json
    tlogEntries: Json[]
    timestampVerificationData: { rfc3161Timestamps: Json[] }
  }
  dsseEnvelope?: { payload: string; payloadType: string; signatures: Json[] }
  messageSignature?: { messageDigest: Json; signature: string }
}

export interface MadeBundle {
  readonly bundle: BundleJson
  /** PEM of the public key that signed. */
  readonly publicKey: string
}

export interface BundleBench extends SigningBench {
  /** Logs a body in a Rekor v2 log and gives its entry as a bundle has it. `log`: one whose name is a part of its name, with the same key. */
  proveV2(body: object, log?: 'misnamed'): Json
  /** The instance's trusted root with the v2 log beside the v1 one. */
  readonly root: Readonly<Record<'tlogs' | 'ctlogs' | 'certificateAuthorities' | 'timestampAuthorities', Json[]>> & Json
  make(plan: BundlePlan): Promise<MadeBundle>
}

/** What all bundles of the bench are about: a file, by its own bytes. */
export const FILE = Buffer.from('a file of any kind\n')
export const V03 = 'application/vnd.dev.sigstore.bundle.v0.3+json'
export const V01 = 'application/vnd.dev.sigstore.bundle+json;version=0.1'
/** Checkpoints are signed under the name of the host, without the port of its address. */
const LOG_V2_HOST = 'log2026.rekor.example.com'

const HASHES = { 'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512', RSA: 'sha256', Ed25519: undefined } as const
const ALGORITHMS = { sha256: 'SHA2_256', sha384: 'SHA2_384', sha512: 'SHA2_512' } as const

interface SigningKey {
  readonly privateKey: KeyObject
  /** PEM of certificate or public key, as Rekor v1 stores it. */
  readonly pem: string
  readonly hash: keyof typeof ALGORITHMS | undefined
}

/** An instance that makes bundles of every version, content, signer and log, without the code under test. */
export async function createBundleBench(): Promise<BundleBench> {
  const bench = await createSigningBench()
  const keys = generateKeyPairSync('ed25519')
  const named = (host: string): TransparencyLog =>
    createTransparencyLog({ clock: systemClock, shape: tilesShape(host), keys })
  const [v2, misnamed] = [named(LOG_V2_HOST), named('rekor.example.com')]
  const root = JSON.parse(bench.sigstore.trustedRoot) as BundleBench['root']
  root.tlogs.push({ ...logInstance(`https://${LOG_V2_HOST}:3004`, v2.publicKey) })
  return {
    ...{ ...bench, root },
    proveV2: (body, log) => prove(log === undefined ? v2 : misnamed, body),
    make: (plan) => makeBundle(plan, bench, v2),
  }
}

function prove(log: TransparencyLog, body: object): Json {
  const entry = log.entry(log.append(body).uuid)
  if (entry === undefined) throw new Error('the log lost an entry')
  return { ...tileEntry(entry) }
}

async function makeBundle(plan: BundlePlan, bench: SigningBench, v2: TransparencyLog): Promise<MadeBundle> {
  const own = plan.signer === 'certificate' ? await certifiedKey(bench) : bareKey(plan.signer)
  const key = { ...own, hash: plan.hash ?? own.hash }
  const content = plan.content === 'statement' ? signStatement(key) : signMessage(key)
  const entries = await logged(plan, key, content, bench, v2)
  const tokens = await timestampsOf(plan, bench, content.signature)
  const bundle = {
    mediaType: plan.mediaType,
    verificationMaterial: {
      ...material(plan, key),
      tlogEntries: entries,
      timestampVerificationData: { rfc3161Timestamps: tokens },
    },
    ...content.parts,
  }
  return { bundle, publicKey: createPublicKey(own.privateKey).export({ type: 'spki', format: 'pem' }).toString() }
}

function material({ signer, mediaType }: BundlePlan, { pem, privateKey }: SigningKey): object {
  if (signer !== 'certificate') {
    const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
    return { publicKey: { hint: createHash('sha256').update(spki).digest('base64') } }
  }
  const certificate = { rawBytes: new X509Certificate(pem).raw.toString('base64') }
  return mediaType === V03 || mediaType.endsWith('0.3')
    ? { certificate }
    : { x509CertificateChain: { certificates: [certificate] } }
}

async function certifiedKey({ issuer, http }: SigningBench): Promise<SigningKey> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const token = await issuer.issue(LEG_CLAIMS, 'sigstore')
  const { sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string }
  const answer = await post(http, 'https://fulcio.sigstore.dev/api/v2/signingCert', {
    credentials: { oidcIdentityToken: token },
    publicKeyRequest: {
      publicKey: { algorithm: 'ECDSA', content: publicKey.export({ type: 'spki', format: 'pem' }).toString() },
      proofOfPossession: sign('sha256', Buffer.from(sub), privateKey).toString('base64'),
    },
  })
  const { signedCertificateEmbeddedSct: signed } = JSON.parse(answer.toString()) as {
    signedCertificateEmbeddedSct: { chain: { certificates: string[] } }
  }
  return { privateKey, pem: signed.chain.certificates[0] ?? '', hash: 'sha256' }
}

function bareKey(kind: KeyKind): SigningKey {
  const { privateKey, publicKey } =
    kind === 'RSA'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : kind === 'Ed25519'
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('ec', { namedCurve: kind })
  return { privateKey, pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(), hash: HASHES[kind] }
}

interface Content {
  readonly parts: Pick<BundleJson, 'dsseEnvelope' | 'messageSignature'>
  readonly signature: Buffer
  /** What the log stores the digest of. */
  readonly signed: Buffer
}

function signStatement({ privateKey, hash }: SigningKey): Content {
  const payloadType = 'application/vnd.in-toto+json'
  const digest = `sha256:${createHash('sha256').update(FILE).digest('hex')}`
  const payload = Buffer.from(statementAbout(digest as Parameters<typeof statementAbout>[0]))
  const signed = preAuthEncoding(payloadType, payload)
  const signature = sign(hash, signed, privateKey)
  const envelope = {
    payload: payload.toString('base64'),
    payloadType,
    signatures: [{ sig: signature.toString('base64') }],
  }
  return { parts: { dsseEnvelope: envelope }, signature, signed }
}

/** What is signed of an envelope (secure-systems-lab/dsse, protocol.md). */
export function preAuthEncoding(payloadType: string, payload: Buffer): Buffer {
  const head = `DSSEv1 ${String(payloadType.length)} ${payloadType} ${String(payload.byteLength)} `
  return Buffer.concat([Buffer.from(head), payload])
}

function signMessage({ privateKey, hash }: SigningKey): Content {
  const signature = sign(hash, FILE, privateKey)
  const messageDigest = digestOf(FILE, hash)
  const parts = { messageSignature: { messageDigest, signature: signature.toString('base64') } }
  return { parts, signature, signed: FILE }
}

function digestOf(bytes: Buffer, hash: SigningKey['hash'] = 'sha256'): { algorithm: string; digest: string } {
  return { algorithm: ALGORITHMS[hash], digest: createHash(hash).update(bytes).digest('base64') }
}

async function logged(
  plan: BundlePlan,
  key: SigningKey,
  content: Content,
  bench: SigningBench,
  v2: TransparencyLog,
): Promise<Json[]> {
  if (plan.log === 'none') return []
  if (plan.log === 'v2') return [prove(v2, hashedRekordV2(plan, key, content))]
  const entry = await loggedV1(key, content, bench)
  if (plan.log === 'v1 promise') delete entry['inclusionProof']
  return [entry]
}

function hashedRekordV2(
  { signer }: Pick<BundlePlan, 'signer'>,
  { pem, privateKey, hash }: SigningKey,
  { signature, signed }: Content,
): object {
  const rawBytes =
    signer === 'certificate'
      ? new X509Certificate(pem).raw
      : createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const verifier = {
    keyDetails: 'PKIX_ECDSA_P256_SHA_256',
    [signer === 'certificate' ? 'x509Certificate' : 'publicKey']: { rawBytes: rawBytes.toString('base64') },
  }
  const hashedRekordV002 = {
    data: digestOf(signed, hash),
    signature: { content: signature.toString('base64'), verifier },
  }
  return { apiVersion: '0.0.2', kind: 'hashedrekord', spec: { hashedRekordV002 } }
}

async function loggedV1({ pem }: SigningKey, { parts, signature }: Content, bench: SigningBench): Promise<Json> {
  const verifier = Buffer.from(pem).toString('base64')
  const envelope = parts.dsseEnvelope
  const spec =
    envelope === undefined
      ? {
          data: { hash: { algorithm: 'sha256', value: createHash('sha256').update(FILE).digest('hex') } },
          signature: { content: signature.toString('base64'), publicKey: { content: verifier } },
        }
      : { proposedContent: { envelope: JSON.stringify(envelope), verifiers: [verifier] } }
  const kind = envelope === undefined ? 'hashedrekord' : 'dsse'
  const body = { apiVersion: '0.0.1', kind, spec }
  const answer = await post(bench.http, 'https://rekor.sigstore.dev/api/v1/log/entries', body)
  const [entry] = Object.values(JSON.parse(answer.toString()) as Record<string, RekorEntry>)
  if (entry === undefined) throw new Error('the log gave no entry')
  return bundled(entry, kind)
}

type RekorEntry = NonNullable<ReturnType<SigningBench['sigstore']['log']['entry']>>

/** An entry as Rekor v1 gives it, in the form that it has in a bundle. */
export function bundled({ verification, ...entry }: RekorEntry, kind: string): Json {
  const { inclusionProof, signedEntryTimestamp } = verification
  const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64')
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: base64(entry.logID) },
    kindVersion: { kind, version: '0.0.1' },
    integratedTime: String(entry.integratedTime),
    inclusionPromise: { signedEntryTimestamp },
    inclusionProof: {
      logIndex: String(inclusionProof.logIndex),
      rootHash: base64(inclusionProof.rootHash),
      treeSize: String(inclusionProof.treeSize),
      hashes: inclusionProof.hashes.map(base64),
      checkpoint: { envelope: inclusionProof.checkpoint },
    },
    canonicalizedBody: entry.body,
  }
}

async function timestampsOf(
  { timestamp: wanted }: BundlePlan,
  bench: SigningBench,
  signature: Buffer,
): Promise<Json[]> {
  const count = wanted === 'twice' ? 2 : Number(wanted)
  const ask = async (): Promise<Json> => ({ signedTimestamp: await timestamp(bench, signature) })
  return Promise.all(Array.from({ length: count }, ask))
}

async function timestamp({ http }: SigningBench, signature: Buffer): Promise<string> {
  const artifactHash = createHash('sha256').update(signature).digest('base64')
  const query = { artifactHash, hashAlgorithm: 'sha256' }
  return (await post(http, 'https://timestamp.sigstore.dev/api/v1/timestamp', query)).toString('base64')
}

async function post(http: SigningBench['http'], url: string, body: object): Promise<Buffer> {
  const headers = { 'content-type': 'application/json' }
  const answer = await http.request({ method: 'POST', url: new URL(url), headers, body: JSON.stringify(body) })
  if (answer.status >= 300) throw new Error(`${url}: ${String(answer.status)} ${Buffer.from(answer.body).toString()}`)
  return Buffer.from(answer.body)
}
