import { describe, expect, jest, test } from '@jest/globals'
import { V01 } from './bundle-bench.ts'
import {
  type Bad,
  bench,
  endOf,
  KEYED,
  logKey,
  MESSAGE,
  outcome,
  startOf,
  STATEMENT,
  STATEMENT_V2,
  swapEntry,
} from './bundle-scene.ts'

jest.setTimeout(60_000)

const ROOTS: readonly Bad[] = [
  [
    'under a root without its authority',
    'signature-invalid',
    STATEMENT,
    ({ root }) => root.certificateAuthorities.splice(0),
  ],
  ['under a root without its log', 'signature-invalid', STATEMENT, ({ root }) => root.tlogs.shift()],
  [
    'under a root without its timestamp authority, though the promise is good',
    'signature-invalid',
    STATEMENT,
    ({ root }) => root.timestampAuthorities.splice(0),
  ],
  [
    'under a root with another certificate log',
    'signature-invalid',
    STATEMENT,
    ({ root }) => root.ctlogs.splice(0, 1, ...root.tlogs),
  ],
  [
    'signed after its authority ended',
    'signature-invalid',
    STATEMENT,
    ({ root }) => endOf(root.certificateAuthorities[0], Date.now() - 3_600_000),
  ],
  [
    'signed before its authority began',
    'signature-invalid',
    STATEMENT,
    ({ root }) => startOf(root.certificateAuthorities[0], Date.now() + 3_600_000),
  ],
  [
    'timestamped after its authority ended',
    'signature-invalid',
    STATEMENT_V2,
    ({ root }) => endOf(root.timestampAuthorities[0], Date.now() - 3_600_000),
  ],
  [
    'logged after the key of the log ended',
    'signature-invalid',
    STATEMENT,
    ({ root }) => endOf(logKey(root.tlogs[0]), Date.now() - 3_600_000),
  ],
  [
    'in Rekor v2 after the key of the log ended',
    'signature-invalid',
    STATEMENT_V2,
    ({ root }) => endOf(logKey(root.tlogs.at(-1)), Date.now() - 3_600_000),
  ],
  [
    'with a key and no time, in a log whose key has ended',
    'signature-invalid',
    { ...KEYED, log: 'v2', timestamp: false },
    ({ root }) => endOf(logKey(root.tlogs.at(-1)), Date.now() + 3_600_000),
  ],
  [
    'certified after the certificate log ended',
    'signature-invalid',
    STATEMENT,
    ({ root }) => endOf(logKey(root.ctlogs[0]), Date.now() - 3_600_000),
  ],
  [
    'under a root of an unknown media type',
    'trusted-root-invalid',
    STATEMENT,
    ({ root }) => (root['mediaType'] = 'application/json'),
  ],
  [
    'under a root whose log key is valid from nowhere',
    'trusted-root-invalid',
    STATEMENT,
    ({ root }) => Object.assign(logKey(root.tlogs[0]), { validFor: { end: '2099-01-01T00:00:00Z' } }),
  ],
  [
    'under a root whose log key has no validity',
    'trusted-root-invalid',
    STATEMENT,
    ({ root }) => Object.assign(logKey(root.tlogs[0]), { validFor: undefined }),
  ],
  [
    'under a root whose authority is valid from nowhere',
    'trusted-root-invalid',
    STATEMENT,
    ({ root }) => Object.assign(root.certificateAuthorities[0] ?? {}, { validFor: {} }),
  ],
  [
    'under a root with a log of another hash',
    'trusted-root-invalid',
    STATEMENT,
    ({ root }) => Object.assign(root.tlogs[0] ?? {}, { hashAlgorithm: 'SHA2_512' }),
  ],
  [
    'under a root with an authority without certificates',
    'trusted-root-invalid',
    STATEMENT,
    ({ root }) => Object.assign(root.certificateAuthorities[0] ?? {}, { certChain: {} }),
  ],
  [
    'under a root whose key is no base64',
    'trusted-root-invalid',
    STATEMENT,
    ({ root }) => Object.assign(logKey(root.tlogs[0]), { rawBytes: '!' }),
  ],
]

const FORMS: readonly Bad[] = [
  [
    'of a version to come',
    'bundle-invalid',
    { ...STATEMENT, mediaType: 'application/vnd.dev.sigstore.bundle.v0.4+json' },
  ],
  [
    'of a version that never was',
    'bundle-invalid',
    { ...STATEMENT, mediaType: 'application/vnd.dev.sigstore.bundle.v0.1+json' },
  ],
  [
    '0.3 with a chain',
    'bundle-invalid',
    STATEMENT,
    ({ bundle: { verificationMaterial: m } }) =>
      Object.assign(m, { x509CertificateChain: { certificates: [m.certificate] }, certificate: undefined }),
  ],
  [
    '0.1 with an empty chain',
    'bundle-invalid',
    { ...STATEMENT, mediaType: V01 },
    ({ bundle: { verificationMaterial: m } }) => (m.x509CertificateChain = { certificates: [] }),
  ],
  [
    'with a certificate and a key',
    'bundle-invalid',
    STATEMENT,
    ({ bundle: { verificationMaterial: m } }) => (m.publicKey = { hint: 'x' }),
  ],
  [
    'with an envelope and a message signature',
    'bundle-invalid',
    STATEMENT,
    ({ bundle }) =>
      (bundle.messageSignature = { messageDigest: { algorithm: 'SHA2_256', digest: 'AA==' }, signature: 'AA==' }),
  ],
  ['with neither', 'bundle-invalid', STATEMENT, ({ bundle }) => delete bundle.dsseEnvelope],
  [
    'without material',
    'bundle-invalid',
    STATEMENT,
    ({ bundle }) => Object.assign(bundle, { verificationMaterial: {} }),
  ],
  [
    'with a signature that is no base64',
    'bundle-invalid',
    MESSAGE,
    ({ bundle }) => Object.assign(bundle.messageSignature ?? {}, { signature: 'not*base64' }),
  ],
  [
    'with an empty signature',
    'bundle-invalid',
    MESSAGE,
    ({ bundle }) => Object.assign(bundle.messageSignature ?? {}, { signature: '' }),
  ],
  [
    'with a digest of an unknown algorithm',
    'bundle-invalid',
    MESSAGE,
    ({ bundle }) =>
      Object.assign(bundle.messageSignature?.messageDigest ?? {}, { algorithm: 'HASH_ALGORITHM_UNSPECIFIED' }),
  ],
  [
    'with a digest of another length',
    'bundle-invalid',
    MESSAGE,
    ({ bundle }) => Object.assign(bundle.messageSignature?.messageDigest ?? {}, { algorithm: 'SHA2_512' }),
  ],
  [
    'with two signatures',
    'bundle-invalid',
    STATEMENT,
    ({ bundle }) => bundle.dsseEnvelope?.signatures.push({ sig: 'AA==' }),
  ],
]

const KEYS: readonly Bad[] = [
  ['and no key is given', 'signature-invalid', KEYED, (scene) => (scene.key = undefined)],
  ['and another key is given', 'signature-invalid', KEYED, (scene) => (scene.key = OTHER_KEY)],
  ['and nothing that is a key is given', 'public-key-invalid', KEYED, (scene) => (scene.key = 'ssh-ed25519 AAAA')],
  ['in no log', 'signature-invalid', { ...KEYED, log: 'none' }],
  ['with the log entry of another', 'signature-invalid', KEYED, swapEntry],
  [
    'over a file, with Ed25519: it signs files, not digests',
    'signature-invalid',
    { ...KEYED, signer: 'Ed25519', content: 'message', log: 'v2' },
  ],
]

const OTHER_KEY = (await bench.make(KEYED)).publicKey

describe('a bundle is refused', () => {
  test.each([...ROOTS, ...FORMS])('%s: %s', async (...[, code, plan, edit]) => {
    expect(await outcome(plan, edit)).toBe(code)
  })
})

describe('a bundle signed with a key is refused', () => {
  test.each(KEYS)('%s: %s', async (...[, code, plan, edit]) => {
    expect(await outcome(plan, edit)).toBe(code)
  })
})
