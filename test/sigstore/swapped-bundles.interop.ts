import { describe, expect, jest, test } from '@jest/globals'
import { V01 } from './bundle-bench.ts'
import {
  asDsseV2,
  asHashedRekord,
  KEYED,
  loggedByAnother,
  type Bad,
  bench,
  bodyOf,
  checkpointWith,
  MESSAGE,
  MESSAGE_V2,
  outcome,
  proofWith,
  STATEMENT,
  STATEMENT_V2,
  swapCertificate,
  swapEntry,
  timestampsOf,
  V02,
  WITNESS,
} from './bundle-scene.ts'

jest.setTimeout(60_000)

const SWAPPED: readonly Bad[] = [
  ['with the log entry of another', 'signature-invalid', STATEMENT, swapEntry],
  ['over a file with the log entry of another', 'signature-invalid', MESSAGE, swapEntry],
  ['in Rekor v2 with the log entry of another', 'signature-invalid', STATEMENT_V2, swapEntry],
  ['with the certificate of another', 'signature-invalid', STATEMENT, swapCertificate],
  ['over a file with the certificate of another', 'signature-invalid', MESSAGE, swapCertificate],
  ['in Rekor v2 with the certificate of another', 'signature-invalid', MESSAGE_V2, swapCertificate],
  [
    'with the signature of another',
    'signature-invalid',
    STATEMENT,
    ({ bundle, other }) => Object.assign(bundle.dsseEnvelope ?? {}, { signatures: other.dsseEnvelope?.signatures }),
  ],
  [
    'over a file with the signature of another',
    'signature-invalid',
    MESSAGE,
    ({ bundle, other }) =>
      Object.assign(bundle.messageSignature ?? {}, { signature: other.messageSignature?.signature }),
  ],
  [
    'over a file with another digest in it',
    'signature-invalid',
    MESSAGE,
    ({ bundle }) => Object.assign(bundle.messageSignature?.messageDigest ?? {}, { digest: 'A'.repeat(43) + '=' }),
  ],
  [
    'with the timestamp of another',
    'signature-invalid',
    STATEMENT_V2,
    ({ bundle, other }) =>
      (bundle.verificationMaterial.timestampVerificationData = other.verificationMaterial.timestampVerificationData),
  ],
  [
    'with the proof of another',
    'signature-invalid',
    STATEMENT,
    ({ entry, other }) => (entry['inclusionProof'] = other.verificationMaterial.tlogEntries[0]?.['inclusionProof']),
  ],
  [
    'with the promise of another',
    'signature-invalid',
    STATEMENT,
    ({ entry, other }) => (entry['inclusionPromise'] = other.verificationMaterial.tlogEntries[0]?.['inclusionPromise']),
  ],
  ['with a log entry of a kind for files', 'signature-invalid', STATEMENT, asHashedRekord],
  ['with a log entry made with the certificate of another', 'signature-invalid', STATEMENT, loggedByAnother],
  ['over a file with such a log entry', 'signature-invalid', MESSAGE, loggedByAnother],
  ['in Rekor v2 with such a log entry', 'signature-invalid', STATEMENT_V2, loggedByAnother],
  ['by a key with a log entry made with the key of another', 'signature-invalid', KEYED, loggedByAnother],
  ['by a key in Rekor v2 with such a log entry', 'signature-invalid', { ...KEYED, log: 'v2' }, loggedByAnother],
]

const LOGS: readonly Bad[] = [
  ['in no log', 'signature-invalid', { ...STATEMENT, log: 'none' }],
  ['0.2 with a promise alone', 'bundle-invalid', { ...STATEMENT, log: 'v1 promise', mediaType: V02 }],
  ['0.3 with a promise alone', 'bundle-invalid', { ...STATEMENT, log: 'v1 promise' }],
  ['in Rekor v2 without a time', 'signature-invalid', { ...STATEMENT_V2, timestamp: false }],
  [
    'with its timestamp twice',
    'signature-invalid',
    STATEMENT,
    ({ bundle }) => timestampsOf(bundle).push(...timestampsOf(bundle)),
  ],
  [
    'with two timestamps of others and none of its own',
    'signature-invalid',
    STATEMENT,
    ({ bundle, other }) => timestampsOf(bundle).splice(0, 1, ...timestampsOf(other), ...timestampsOf(other)),
  ],
  [
    'twice in its log',
    'signature-invalid',
    STATEMENT,
    ({ bundle, entry }) => bundle.verificationMaterial.tlogEntries.push(entry),
  ],
  ['logged at another time', 'signature-invalid', STATEMENT, ({ entry }) => (entry['integratedTime'] = '1700000000')],
  ['logged at another place', 'signature-invalid', STATEMENT, ({ entry }) => (entry['logIndex'] = '7')],
  ['logged at a negative place', 'bundle-invalid', STATEMENT, ({ entry }) => (entry['logIndex'] = '-7')],
  ['logged at a place that is no number', 'bundle-invalid', STATEMENT, ({ entry }) => (entry['logIndex'] = '1e3')],
  ['in another log', 'signature-invalid', STATEMENT, ({ entry }) => (entry['logId'] = { keyId: 'A'.repeat(43) + '=' })],
  [
    'of another kind than its entry',
    'signature-invalid',
    STATEMENT,
    ({ entry }) => (entry['kindVersion'] = { kind: 'intoto', version: '0.0.2' }),
  ],
  ['in Rekor v2 as a dsse entry, which it has no more', 'signature-invalid', STATEMENT_V2, asDsseV2],
  ['whose proof is for another root', 'signature-invalid', STATEMENT, proofWith({ rootHash: 'A'.repeat(43) + '=' })],
  ['whose proof is for another size', 'signature-invalid', STATEMENT, proofWith({ treeSize: '99999' })],
  [
    'whose proof has no checkpoint',
    'bundle-invalid',
    { ...STATEMENT, mediaType: V01 },
    proofWith({ checkpoint: undefined }),
  ],
  [
    'whose proof has a hash too many',
    'signature-invalid',
    STATEMENT,
    proofWith({ hashes: Array(63).fill('A'.repeat(43) + '=') }),
  ],
  [
    'whose checkpoint was changed',
    'signature-invalid',
    STATEMENT,
    checkpointWith((text) => text.replace('rekor', 'rekar')),
  ],
  [
    'whose checkpoint has no signature',
    'signature-invalid',
    STATEMENT,
    checkpointWith((text) => text.split('\u2014')[0] ?? ''),
  ],
  [
    'whose checkpoint is signed by a witness alone',
    'signature-invalid',
    STATEMENT_V2,
    checkpointWith((text) => text.replace(/\u2014 \S+ \S+/, WITNESS)),
  ],
  [
    'whose checkpoint is of a log with another name',
    'signature-invalid',
    STATEMENT_V2,
    ({ entry }) => Object.assign(entry, bench.proveV2(bodyOf(entry), 'misnamed')),
  ],
]

describe('a bundle is refused', () => {
  test.each([...SWAPPED, ...LOGS])('%s: %s', async (...[, code, plan, edit]) => {
    expect(await outcome(plan, edit)).toBe(code)
  })
})
