import { describe, expect, jest, test } from '@jest/globals'
import { V01, type BundlePlan } from './bundle-bench.ts'
import {
  addTimestamps,
  type Edit,
  endOf,
  KEYED,
  MESSAGE,
  MESSAGE_V2,
  outcome,
  prependTimestamps,
  STATEMENT,
  STATEMENT_V2,
  urlSafe,
  V02,
  V03_OLD,
  witnessed,
} from './bundle-scene.ts'

jest.setTimeout(60_000)

describe('a good bundle verifies', () => {
  const good: readonly (readonly [string, BundlePlan, Edit?])[] = [
    ['over a statement, 0.3', STATEMENT],
    ['over a statement, 0.3 in its first spelling', { ...STATEMENT, mediaType: V03_OLD }],
    ['over a statement, 0.2', { ...STATEMENT, mediaType: V02 }],
    ['over a statement, 0.1', { ...STATEMENT, mediaType: V01 }],
    [
      'over a statement, 0.1 with a promise alone',
      { ...STATEMENT, mediaType: V01, log: 'v1 promise', timestamp: false },
    ],
    ['over a statement, without a timestamp beside the promise', { ...STATEMENT, timestamp: false }],
    ['over a statement, with two timestamps of one second', { ...STATEMENT, timestamp: 'twice' }],
    ['over a file in Rekor v2, with two timestamps of one second', { ...MESSAGE_V2, timestamp: 'twice' }],
    ['over a statement, with the timestamp of another beside its own', STATEMENT_V2, addTimestamps],
    ['over a file, with the timestamp of another before its own', MESSAGE, prependTimestamps],
    ['over a statement, in Rekor v2', STATEMENT_V2],
    ['over a file, 0.3', MESSAGE],
    ['over a file, 0.2', { ...MESSAGE, mediaType: V02 }],
    ['over a file, 0.1 with a promise alone', { ...MESSAGE, mediaType: V01, log: 'v1 promise' }],
    ['over a file, in Rekor v2', MESSAGE_V2],
    ['in no log, of an instance without one', { ...STATEMENT, log: 'none' }, ({ root }) => root.tlogs.splice(0)],
    ['with fields that are not known', STATEMENT, ({ bundle }) => Object.assign(bundle, { later: { more: 1 } })],
    [
      'with URL-safe base64',
      STATEMENT,
      ({ entry }) => (entry['canonicalizedBody'] = urlSafe(entry['canonicalizedBody'])),
    ],
    [
      'under a root of the newer media type',
      STATEMENT,
      ({ root }) => (root['mediaType'] = 'application/vnd.dev.sigstore.trustedroot.v0.2+json'),
    ],
    [
      'under a root with another authority first',
      STATEMENT,
      ({ root }) => root.certificateAuthorities.unshift({ ...root.timestampAuthorities[0] }),
    ],
    [
      'when its log was in use until that very second',
      { ...STATEMENT, timestamp: false },
      ({ root, entry }) => endOf(root.tlogs[0], Number(entry['integratedTime']) * 1000),
    ],
    [
      'of Rekor v1 whose checkpoints have another name than its address',
      STATEMENT,
      ({ root }) => Object.assign(root.tlogs[0] ?? {}, { baseUrl: 'http://rekor.internal:3000' }),
    ],
    ['with a witness beside the signature of the log', STATEMENT_V2, ({ entry }) => witnessed(entry)],
  ]
  test.each(good)('%s', async (...[, plan, edit]) => {
    expect(await outcome(plan, edit)).toBe('pass')
  })
})

describe('a bundle signed with a key verifies with that key', () => {
  test.each<[string, BundlePlan]>([
    ['P-256, statement, Rekor v1', KEYED],
    ['P-256, file, Rekor v1', { ...KEYED, content: 'message' }],
    ['P-256, statement, without any time', { ...KEYED, log: 'v2', timestamp: false }],
    ['P-384, statement', { ...KEYED, signer: 'P-384', log: 'v2' }],
    ['P-384 over SHA-256, statement, as older cosign signs', { ...KEYED, signer: 'P-384', log: 'v2', hash: 'sha256' }],
    ['P-384 over SHA-256, file', { ...KEYED, signer: 'P-384', content: 'message', hash: 'sha256' }],
    ['P-521, statement', { ...KEYED, signer: 'P-521', log: 'v2' }],
    ['P-521, file by its SHA-512', { ...KEYED, signer: 'P-521', log: 'v2', content: 'message', hash: 'sha512' }],
    ['P-384, file by its SHA-384', { ...KEYED, signer: 'P-384', log: 'v2', content: 'message', hash: 'sha384' }],
    ['RSA, statement', { ...KEYED, signer: 'RSA' }],
    ['RSA, file', { ...KEYED, signer: 'RSA', content: 'message' }],
    ['Ed25519, statement', { ...KEYED, signer: 'Ed25519', log: 'v2' }],
  ])('%s', async (_what, plan) => {
    expect(await outcome(plan)).toBe('pass')
  })
})
