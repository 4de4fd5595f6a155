import { createHash } from 'node:crypto'
import { expect } from '@jest/globals'
import { isPromoError } from '@promo/core'
import { createBundleVerifier, readPublicKey } from '@promo/sigstore'
import {
  bundled,
  createBundleBench,
  FILE,
  preAuthEncoding,
  V03,
  type BundleJson,
  type BundlePlan,
  type Json,
} from './bundle-bench.ts'

export const bench = await createBundleBench()
export const V02 = 'application/vnd.dev.sigstore.bundle+json;version=0.2'
export const V03_OLD = 'application/vnd.dev.sigstore.bundle+json;version=0.3'

export const STATEMENT: BundlePlan = {
  content: 'statement',
  signer: 'certificate',
  log: 'v1',
  timestamp: true,
  mediaType: V03,
}
export const MESSAGE: BundlePlan = { ...STATEMENT, content: 'message' }
export const STATEMENT_V2: BundlePlan = { ...STATEMENT, log: 'v2' }
export const MESSAGE_V2: BundlePlan = { ...MESSAGE, log: 'v2' }
export const KEYED: BundlePlan = { ...STATEMENT, signer: 'P-256' }
const SUBJECT = `sha256:${createHash('sha256').update(FILE).digest('hex')}`

interface Scene {
  readonly bundle: BundleJson
  readonly root: typeof bench.root
  /** Another good bundle of the same plan. */
  readonly other: BundleJson
  readonly entry: Json
  key: string | undefined
}

export type Edit = (scene: Scene) => void

/** `pass`, or the code of the refusal. */
export async function outcome(plan: BundlePlan, edit: Edit = () => undefined): Promise<string> {
  const [made, other] = [await bench.make(plan), await bench.make(plan)]
  const { bundle, publicKey } = structuredClone(made)
  const scene: Scene = {
    bundle,
    root: structuredClone(bench.root),
    other: other.bundle,
    entry: bundle.verificationMaterial.tlogEntries[0] ?? {},
    key: plan.signer === 'certificate' ? undefined : publicKey,
  }
  edit(scene)
  try {
    const keys = scene.key === undefined ? undefined : { keys: [readPublicKey(scene.key)] }
    const verifier = createBundleVerifier(JSON.stringify(scene.root))
    const verified = verifier.verify(Buffer.from(JSON.stringify(scene.bundle)), keys)
    expect('file' in verified ? [verified.file.text] : verified.subjectDigests).toEqual([
      plan.hash === undefined || plan.content === 'statement' ? SUBJECT : expect.any(String),
    ])
    return 'pass'
  } catch (error) {
    if (isPromoError(error)) return error.code
    throw error
  }
}

export type Bad = readonly [what: string, code: string, plan: BundlePlan, edit?: Edit]

export function swapEntry({ bundle, other }: Scene): void {
  bundle.verificationMaterial.tlogEntries = other.verificationMaterial.tlogEntries
}

export function swapCertificate({ bundle, other }: Scene): void {
  Object.assign(bundle.verificationMaterial, { certificate: other.verificationMaterial.certificate })
}

/** Timestamps that are over another signature, after its own or before. */
export function addTimestamps({ bundle, other }: Scene): void {
  timestampsOf(bundle).push(...timestampsOf(other))
}

export function prependTimestamps({ bundle, other }: Scene): void {
  timestampsOf(bundle).unshift(...timestampsOf(other))
}

export function timestampsOf(bundle: BundleJson): Json[] {
  return bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps
}

/** Everything but the kind is right: signature, payload hash, certificate, proof. */
export function asDsseV2({ entry, bundle }: Scene): void {
  const { spec } = bodyOf(entry) as { spec: { hashedRekordV002: { signature: Json } } }
  const payload = Buffer.from(bundle.dsseEnvelope?.payload ?? '', 'base64')
  const payloadHash = { algorithm: 'SHA2_256', digest: createHash('sha256').update(payload).digest('base64') }
  const dsseV002 = { payloadHash, signatures: [spec.hashedRekordV002.signature] }
  const proven = bench.proveV2({ apiVersion: '0.0.2', kind: 'dsse', spec: { dsseV002 } })
  Object.assign(entry, proven, { kindVersion: { kind: 'dsse', version: '0.0.2' } })
}

/** The same envelope as a file's entry: its signature, and the digest of what was signed. */
export function asHashedRekord({ bundle, entry }: Scene): void {
  const { payload = '', payloadType = '', signatures = [] } = bundle.dsseEnvelope ?? {}
  const signed = preAuthEncoding(payloadType, Buffer.from(payload, 'base64'))
  const value = createHash('sha256').update(signed).digest('hex')
  const publicKey = { content: verifierIn(bodyOf(entry)) }
  const spec = {
    data: { hash: { algorithm: 'sha256', value } },
    signature: { content: signatures[0]?.['sig'], publicKey },
  }
  logAgain(entry, { apiVersion: '0.0.1', kind: 'hashedrekord', spec })
}

/** Everything in the entry is right but whose certificate or key it was made with. */
export function loggedByAnother({ entry, other }: Scene): void {
  const body = bodyOf(entry)
  const foreign = verifierIn(bodyOf(other.verificationMaterial.tlogEntries[0] ?? {}))
  logAgain(entry, JSON.parse(JSON.stringify(body).replaceAll(verifierIn(body), foreign)) as Json)
}

function verifierIn(body: Json): string {
  return /"(?:verifier|content|rawBytes)":"(LS0t[^"]+|MII[^"]+|MFk[^"]+)"/.exec(JSON.stringify(body))?.[1] ?? ''
}

function logAgain(entry: Json, body: Json): void {
  const { log } = bench.sigstore
  const logged = body['apiVersion'] === '0.0.2' ? undefined : log.entry(log.append(body).uuid)
  Object.assign(entry, logged === undefined ? bench.proveV2(body) : bundled(logged, String(body['kind'])))
}

export function bodyOf(entry: Json): Json {
  return JSON.parse(Buffer.from(String(entry['canonicalizedBody']), 'base64').toString()) as Json
}

export function proofWith(changes: Json): Edit {
  return ({ entry }) => Object.assign(entry['inclusionProof'] as Json, changes)
}

export function checkpointWith(change: (text: string) => string): Edit {
  return ({ entry }) => {
    const { checkpoint } = entry['inclusionProof'] as { checkpoint: { envelope: string } }
    checkpoint.envelope = change(checkpoint.envelope)
  }
}

export const WITNESS = `\u2014 witness.example.com ${Buffer.alloc(76, 1).toString('base64')}`

export function witnessed(entry: Json): void {
  const { checkpoint } = entry['inclusionProof'] as { checkpoint: { envelope: string } }
  checkpoint.envelope = checkpoint.envelope.replace('\n\n', `\n\n${WITNESS}\n`)
}

export function logKey(log: Json | undefined): Json {
  return log?.['publicKey'] as Json
}

export function endOf(validity: Json | undefined, time: number): void {
  const target = (validity?.['publicKey'] as Json | undefined) ?? validity ?? {}
  target['validFor'] = { start: '2020-01-01T00:00:00Z', end: new Date(time).toISOString() }
}

export function startOf(validity: Json | undefined, time: number): void {
  Object.assign(validity ?? {}, { validFor: { start: new Date(time).toISOString() } })
}

export function urlSafe(text: unknown): string {
  return Buffer.from(String(text), 'base64').toString('base64url')
}
