import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, jest, test } from '@jest/globals'
import { digestOf, parseImageName, pinImage, PREDICATE_TYPES } from '@promo/core'
import { collectEvidence, type EvidenceSet } from '@promo/evidence'
import { ANONYMOUS, createRegistryClient, LEGACY_TAG, OCI_CONFIG, OCI_EMPTY, OCI_MANIFEST } from '@promo/registry'
import { httpOver } from '@promo/registry/testing'
import { createSandboxRegistry } from '@promo/sandbox/registry'
import { BUNDLE_MEDIA_TYPE, legacyEncoding, readPublicKey, type AcceptedKeys } from '@promo/sigstore'
import { createBundleBench, FILE, V03 } from '../sigstore/bundle-bench.ts'

jest.setTimeout(20_000)

const REPOSITORY = 'your-org/catalog'
const SUBJECT = digestOf(FILE)

const bench = await createBundleBench()
const plan = { content: 'statement', signer: 'P-256', log: 'v1', timestamp: true, mediaType: V03 } as const
const attested = await bench.make(plan)
const signing = generateKeyPairSync('ec', { namedCurve: 'P-256' })

const attester = readPublicKey(attested.publicKey)
const signer = readPublicKey(signing.publicKey.export({ type: 'spki', format: 'pem' }).toString())

/** An attestation by one key, as a bundle and in the legacy form, and a legacy signature by another that is in no log. */
function aRegistry(): ReturnType<typeof createRegistryClient> {
  const sandbox = createSandboxRegistry({ switches: {} })
  const seed = (layers: readonly object[], tag: string | undefined, more: object = {}): void => {
    const config = { mediaType: OCI_CONFIG, digest: sandbox.seedBlob(REPOSITORY, '{}'), size: 2 }
    const manifest = { schemaVersion: 2, mediaType: OCI_MANIFEST, config, layers, ...more }
    sandbox.seedManifest(REPOSITORY, JSON.stringify(manifest), OCI_MANIFEST, tag)
  }
  const layerOf = (mediaType: string, bytes: Uint8Array, annotations: object = {}): object => ({
    mediaType,
    digest: sandbox.seedBlob(REPOSITORY, bytes),
    size: bytes.byteLength,
    annotations,
  })
  const bundle = Buffer.from(JSON.stringify(attested.bundle))
  const about = { mediaType: OCI_MANIFEST, digest: SUBJECT, size: FILE.byteLength }
  const empty = { mediaType: OCI_EMPTY, digest: sandbox.seedBlob(REPOSITORY, '{}'), size: 2 }
  seed([layerOf(BUNDLE_MEDIA_TYPE, bundle)], undefined, {
    config: empty,
    artifactType: BUNDLE_MEDIA_TYPE,
    subject: about,
  })
  const legacy = legacyEncoding(bundle)
  const attestation = layerOf(
    'application/vnd.dsse.envelope.v1+json',
    legacy?.payload ?? FILE,
    legacy?.annotations ?? {},
  )
  seed([attestation], LEGACY_TAG.attestation(SUBJECT))
  const image = { 'docker-manifest-digest': SUBJECT }
  const payload = Buffer.from(JSON.stringify({ critical: { image, type: 'cosign container image signature' } }))
  const signature = sign('sha256', payload, signing.privateKey).toString('base64')
  const simple = 'application/vnd.dev.cosign.simplesigning.v1+json'
  seed([layerOf(simple, payload, { 'dev.cosignproject.cosign/signature': signature })], LEGACY_TAG.signature(SUBJECT))
  return createRegistryClient({ http: httpOver({ 'ghcr.io': sandbox.handler }), credentials: ANONYMOUS })
}

async function collect(keys?: AcceptedKeys): Promise<EvidenceSet> {
  const image = pinImage(parseImageName(`ghcr.io/${REPOSITORY}`), SUBJECT)
  return collectEvidence(image, { registry: aRegistry(), trust: bench.trust, ...(keys === undefined ? {} : { keys }) })
}

const shown = ({ keyed }: EvidenceSet): readonly unknown[] =>
  keyed.map(({ signer: { keyId }, storage, predicateType, signedAt }) => [
    keyId,
    storage,
    predicateType,
    signedAt instanceof Date,
  ])

describe('what keys signed', () => {
  test('does not verify without the keys, and is never taken for what certificates signed', async () => {
    const { valid, keyed, invalid } = await collect()
    expect([valid, keyed]).toEqual([[], []])
    expect(invalid.map(({ code }) => code)).toEqual(['signature-invalid', 'signature-invalid', 'signature-invalid'])
    expect((await collect({ keys: [attester, signer], unlogged: true })).valid).toEqual([])
  })

  test('is read with its key, from bundle and legacy tag, with the time that log and authority vouch for', async () => {
    const found = await collect({ keys: [signer, attester] })
    const type = 'https://example.com/test/v1'
    expect(shown(found)).toEqual([
      [attester.keyId, 'bundle', type, true],
      [attester.keyId, 'legacy', type, true],
    ])
    expect(found.invalid.map(({ code }) => code)).toEqual(['signature-invalid'])
  })

  test('and is in no log is read when that is asked for, without a time', async () => {
    const found = await collect({ keys: [signer], unlogged: true })
    expect(shown(found)).toEqual([[signer.keyId, 'legacy', PREDICATE_TYPES.signature, false]])
    expect(found.invalid).toHaveLength(2)
  })
})
