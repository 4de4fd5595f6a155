import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { chainTree } from '@promo/report'
import { readPublicKey } from '@promo/sigstore'
import { aKey, signWithKey } from '../evidence/keyed.ts'
import { holesOf, link } from './links.ts'
import { aStory, CATALOG, type Story } from './story.ts'

// A machine that does other things besides takes its time over git and signatures.
jest.setTimeout(60_000)

let story: Story
beforeAll(async () => {
  story = await aStory()
})
afterAll(() => story.close())

describe('what promo.yaml says about signers and digests now', () => {
  /** Anything else of the file as it was, for the stories before. */
  afterEach(async () => {
    await story.configure({}, {})
  })

  test('tells a signature by a key, with the key', async () => {
    const image = await story.release('by key', { without: ['signature'] })
    const key = aKey()
    await signWithKey(image, key, story.registry)
    await story.configure(
      { trust: '  keys:\n    - { id: release-2026, public-key: keys/release.pub, roles: [signature] }\n' },
      { 'keys/release.pub': key.publicKey },
    )
    const chain = await story.chainOf(image.digest)
    expect(holesOf(chain)).toEqual([])
    const { keyId } = readPublicKey(key.publicKey)
    expect(link(chain, 'signature')).toMatchObject({
      state: 'verified',
      fact: `signed at no trusted time by key release-2026 (${keyId.slice(0, 19)})`,
      details: { 'key-id': keyId, 'trusted-as': 'release-2026' },
    })
    expect(chainTree(chain)).toContain('by key release-2026')
  })

  test('does not count a key that is revoked, or bound to another image', async () => {
    const image = await story.release('by a revoked key', { without: ['signature'] })
    const key = aKey()
    await signWithKey(image, key, story.registry)
    const entry = async (more: string): Promise<readonly string[]> => {
      const trust = `  keys:\n    - { id: k, public-key: k.pub, roles: [signature], ${more} }\n`
      await story.configure({ trust }, { 'k.pub': key.publicKey })
      return holesOf(await story.chainOf(image.digest))
    }
    expect(await entry('revoked: { at: 2026-09-01, reason: compromised }')).toEqual(['signature: signer-revoked'])
    expect(await entry('revoked: { at: 2026-09-01, reason: superseded }')).toEqual(['signature: evidence-undated'])
    await story.configure({}, {})
    expect(holesOf(await story.chainOf(image.digest))).toEqual(['signature: signature-missing'])
  })

  test('does not count a workflow that is revoked', async () => {
    const image = await story.release('by a revoked workflow')
    await story.configure({ signer: '      revoked: { at: 2020-01-01, reason: superseded }\n' }, {})
    expect(new Set(holesOf(await story.chainOf(image.digest)))).toEqual(
      new Set([
        'signature: signer-revoked',
        'scan: signer-revoked',
        'sbom linux/amd64: signer-revoked',
        'sbom linux/arm64: signer-revoked',
        'provenance: signer-revoked',
      ]),
    )
  })

  test('names a digest that is revoked, and a platform of it', async () => {
    const image = await story.release('revoked')
    const { content } = await story.registry.manifest(CATALOG, image.digest)
    const platform = content.kind === 'index' ? content.manifests[1]?.digest : undefined
    const revoked = [image.digest, platform ?? ''].map((digest) => {
      return `  - { digest: '${digest}', reason: a backdoor, at: 2026-09-01 }\n`
    })
    await story.configure(
      { more: 'revocations: promo.revocations.yaml\n' },
      { 'promo.revocations.yaml': `version: 1\ndigests:\n${revoked.join('')}` },
    )
    const chain = await story.chainOf(image.digest)
    expect(holesOf(chain)).toEqual(['revocation: digest-revoked', 'revocation linux/arm64: digest-revoked'])
    expect(chain.complete).toBe(false)
    expect(link(chain, 'revocation')?.fact).toContain('a backdoor')
    expect(link(chain, 'signature')?.state).toBe('verified')
  })

  test('is no chain at all while revocations cannot be read', async () => {
    const image = await story.release('unreadable')
    await story.configure({ more: 'revocations: nowhere.yaml\n' }, {})
    await expectCode('revocations-absent', () => story.chainOf(image.digest))
  })
})
