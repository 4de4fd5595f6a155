import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { digestOf } from '@promo/core'
import { BAD_SIGNATURES, createBadSignatureBench } from '../sigstore/bad-signatures.ts'
import { createBundleBench, FILE, V03, type BundlePlan } from '../sigstore/bundle-bench.ts'
import { LEG_CLAIMS } from '../sigstore/signing.ts'
import { promo } from './run-promo.ts'

jest.setTimeout(60_000)

const STATEMENT: BundlePlan = {
  content: 'statement',
  signer: 'certificate',
  log: 'v1',
  timestamp: true,
  mediaType: V03,
}
const IDENTITY = `https://github.com/${LEG_CLAIMS.job_workflow_ref}`
const ISSUER = 'https://token.actions.githubusercontent.com'
const DIGEST = digestOf(FILE)

const cwd = mkdtempSync(join(tmpdir(), 'promo-verify-'))

beforeAll(async () => {
  const bench = await createBundleBench()
  const [statement, message] = [await bench.make(STATEMENT), await bench.make({ ...STATEMENT, content: 'message' })]
  const keyed = await bench.make({ ...STATEMENT, signer: 'P-256' })
  const bad = await createBadSignatureBench()
  const files: Readonly<Record<string, string | Uint8Array>> = {
    'bad-root.json': bad.sigstore.trustedRoot,
    'bytes.bin': Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256)),
    'empty.json': '',
    'cut-root.json': JSON.stringify(bench.root).slice(0, -9),
    'private.pem': generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString(),
    'root.json': JSON.stringify(bench.root),
    'statement.json': JSON.stringify(statement.bundle),
    'message.json': JSON.stringify(message.bundle),
    'keyed.json': JSON.stringify(keyed.bundle),
    'key.pub': keyed.publicKey,
    'other.pub': statement.publicKey,
    'broken.json': JSON.stringify(statement.bundle).slice(0, -9),
    'forged.json': JSON.stringify(statement.bundle).replace('"sig":"', '"sig":"AAAA'),
    'huge.json': JSON.stringify({ ...statement.bundle, padding: ' '.repeat(10_000_001) }),
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content)
  for (const wrong of BAD_SIGNATURES) {
    writeFileSync(join(cwd, `${wrong}.json`), await bad.badly(wrong, DIGEST))
  }
})

afterAll(() => {
  rmSync(cwd, { recursive: true, force: true })
})

type Options = Readonly<Partial<Record<'bundle' | 'digest' | 'identity' | 'issuer' | 'trusted-root' | 'key', string>>>

const WHO = { identity: IDENTITY, issuer: ISSUER }
const ASKED: Options = { bundle: 'statement.json', digest: DIGEST, ...WHO, 'trusted-root': 'root.json' }

interface Answer {
  readonly code: number
  readonly stderr: string
  readonly said: { readonly outcome: string; readonly code?: string; readonly [fact: string]: unknown }
}

async function verify(changes: Options = {}): Promise<Answer> {
  const options = Object.entries({ ...ASKED, ...changes }).flatMap(([name, value]) => [`--${name}`, value])
  const { code, stdout, stderr } = await promo(['verify', ...options, '--json'], { cwd })
  return { code, stderr, said: JSON.parse(stdout) as Answer['said'] }
}

describe('a bundle passes', () => {
  test('about an image, with who signed it, when, and where it is logged', async () => {
    const { code, said } = await verify()
    const claims = expect.objectContaining({ subject: IDENTITY, issuer: ISSUER }) as unknown
    expect({ code, said }).toEqual({
      code: 0,
      said: {
        outcome: 'pass',
        digest: DIGEST,
        predicateType: 'https://example.com/test/v1',
        claims,
        signedAt: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
        logIndex: expect.stringMatching(/^\d+$/) as unknown,
      },
    })
  })

  test('over a file, by its digest alone', async () => {
    const { code, said } = await verify({ bundle: 'message.json' })
    expect({ code, outcome: said.outcome, digest: said['digest'] }).toEqual({
      code: 0,
      outcome: 'pass',
      digest: DIGEST,
    })
  })

  test('signed with a key, with or without an identity that a key cannot have', async () => {
    const { code, said } = await verify({ bundle: 'keyed.json', key: 'key.pub' })
    expect({ code, key: said['key'] }).toEqual({ code: 0, key: expect.stringMatching(/^sha256:/) as unknown })
    const [bundle, root] = ['keyed.json', 'root.json']
    const alone = ['verify', '--bundle', bundle, '--digest', DIGEST, '--key', 'key.pub', '--trusted-root', root]
    expect((await promo(alone, { cwd })).code).toBe(0)
  })
})

describe('a bundle is refused', () => {
  test.each<[string, Options, string]>([
    ['about another digest', { digest: digestOf('another') }, 'bundle-subject-differs'],
    ['over another file', { bundle: 'message.json', digest: digestOf('another') }, 'bundle-subject-differs'],
    ['of an identity that begins so', { identity: IDENTITY.slice(0, -1) }, 'bundle-signer-differs'],
    ['of an identity that has it in it', { identity: 'github.com/org/promo' }, 'bundle-signer-differs'],
    ['of an identity that is longer', { identity: `${IDENTITY}0` }, 'bundle-signer-differs'],
    ['of an identity that matches a pattern', { identity: 'https://github.com/.*' }, 'bundle-signer-differs'],
    ['of an identity in capitals', { identity: IDENTITY.toUpperCase() }, 'bundle-signer-differs'],
    ['of another issuer', { issuer: 'https://accounts.example.com' }, 'bundle-signer-differs'],
    ['of an issuer with a slash more', { issuer: `${ISSUER}/` }, 'bundle-signer-differs'],
    ['with a certificate, where a key is wanted', { key: 'key.pub' }, 'bundle-signer-differs'],
    ['with a key, where a certificate is wanted', { bundle: 'keyed.json' }, 'signature-invalid'],
    ['with another key', { bundle: 'keyed.json', key: 'other.pub' }, 'signature-invalid'],
    ['with another signature', { bundle: 'forged.json' }, 'signature-invalid'],
    ...BAD_SIGNATURES.map((wrong): [string, Options, string] => [
      `signed ${wrong}`,
      { bundle: `${wrong}.json`, 'trusted-root': 'bad-root.json' },
      'signature-invalid',
    ]),
    ['that ends in the middle', { bundle: 'broken.json' }, 'bundle-invalid'],
    ['that is empty', { bundle: 'empty.json' }, 'bundle-invalid'],
    ['that is no text', { bundle: 'bytes.bin' }, 'bundle-invalid'],
    ['that is a trusted root', { bundle: 'root.json' }, 'bundle-invalid'],
    ['that is too large', { bundle: 'huge.json' }, 'bundle-invalid'],
  ])('%s', async (_what, changes, expected) => {
    const { code, stderr, said } = await verify(changes)
    expect({ code, outcome: said.outcome, error: said.code }).toEqual({ code: 1, outcome: 'findings', error: expected })
    expect(stderr).toContain(expected)
  })

  test('by another signer with every difference, and the options that would accept it', async () => {
    const wanted = { identity: 'https://github.com/org/other', issuer: 'https://issuer.example.com' }
    const { stderr, said } = await verify(wanted)
    expect(said['differences']).toEqual([
      { claim: 'identity', expected: wanted.identity, found: IDENTITY },
      { claim: 'issuer', expected: wanted.issuer, found: ISSUER },
    ])
    for (const text of [wanted.identity, wanted.issuer, `--identity '${IDENTITY}' --issuer '${ISSUER}'`]) {
      expect(stderr).toContain(text)
    }
  })
})

describe('nothing is verified', () => {
  test.each<[string, Options, string]>([
    ['without an identity', { identity: '' }, 'option-missing'],
    ['without an issuer', { issuer: '' }, 'option-missing'],
    ['without a root', { 'trusted-root': '' }, 'option-missing'],
    ['with half a digest', { digest: 'sha256:abc' }, 'subject-digest-invalid'],
    ['with a root that is none', { 'trusted-root': 'statement.json' }, 'trusted-root-invalid'],
    ['with a root that ends in the middle', { 'trusted-root': 'cut-root.json' }, 'trusted-root-invalid'],
    ['with a root that is empty', { 'trusted-root': 'empty.json' }, 'trusted-root-invalid'],
    ['with a root that is no text', { 'trusted-root': 'bytes.bin' }, 'text-invalid'],
    ['with a root that is not there', { 'trusted-root': 'nowhere.json' }, 'document-missing'],
    ['with a root that is a directory', { 'trusted-root': '.' }, 'document-missing'],
    ['with a key that is none', { key: 'root.json' }, 'public-key-invalid'],
    ['with a key that is empty', { key: 'empty.json' }, 'public-key-invalid'],
    ['with a key that is no text', { key: 'bytes.bin' }, 'public-key-invalid'],
    ['with a private key', { key: 'private.pem' }, 'public-key-invalid'],
    ['with a key that is not there', { key: 'nowhere.pub' }, 'file-unreadable'],
    ['with a bundle that is a directory', { bundle: '.' }, 'file-unreadable'],
    ['with a bundle that is not there', { bundle: 'nowhere.json' }, 'file-unreadable'],
  ])('%s', async (_what, changes, expected) => {
    const { code, said } = await verify(changes)
    expect({ code, outcome: said.outcome, error: said.code }).toEqual({
      code: 2,
      outcome: 'configuration',
      error: expected,
    })
  })
})
