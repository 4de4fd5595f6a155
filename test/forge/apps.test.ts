import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { createInstallationToken } from '@promo/forge'
import { API_URL, aScene, SHOP, type Scene } from './scene.ts'

let scene: Scene
beforeEach(async () => {
  scene = await aScene()
})
afterEach(() => scene.close())

describe('checks and Apps', () => {
  async function app(permissions: Readonly<Record<string, 'read' | 'write'>>) {
    const made = scene.github.createApp({ slug: 'promo', permissions: { checks: 'write', contents: 'write' } })
    made.install('octo/shop')
    const request = { appId: made.appId, privateKey: made.privateKey, repository: SHOP, permissions }
    return {
      made,
      mint: () => createInstallationToken(request, { http: scene.http, apiUrl: API_URL, clock: scene.clock }),
    }
  }

  test('publishes a check run as the App, with a token for that alone', async () => {
    const { made, mint } = await app({ checks: 'write' })
    const { token, expiresAt } = await mint()
    expect(expiresAt).toBe('2026-12-01T13:00:00Z')
    const forge = scene.forgeAs(token)
    const check = { repository: SHOP, sha: scene.first, name: 'promo gate', title: 'T', summary: 'x'.repeat(70_000) }
    const id = await forge.publishCheck({ ...check, conclusion: 'failure' })
    expect(scene.github.checkRuns('octo/shop', scene.head)).toMatchObject([
      { id, name: 'promo gate', conclusion: 'failure', appId: Number(made.appId) },
    ])
    const files = [{ path: 'x', content: Buffer.from('x') }]
    const change = { repository: SHOP, branch: 'main', expectedHead: scene.first, message: 'M', files }
    await expectCode('forge-unauthorized', () => forge.commit(change))
  })

  test('refuses a permission the App has not, a repository it is not on, and a key that is not its own', async () => {
    const { made, mint } = await app({ administration: 'write' })
    await expectCode('forge-refused', mint)
    const other = scene.github.createApp({ slug: 'other', permissions: {} })
    const ports = { http: scene.http, apiUrl: API_URL, clock: scene.clock }
    const request = { appId: other.appId, privateKey: other.privateKey, repository: SHOP, permissions: {} }
    await expectCode('forge-not-found', () => createInstallationToken(request, ports))
    const wrongKey = { ...request, privateKey: made.privateKey }
    await expectCode('forge-unauthorized', () => createInstallationToken(wrongKey, ports))
    await expectCode('forge-unauthorized', () => createInstallationToken({ ...request, privateKey: 'no key' }, ports))
  })

  test('says whether a required check is pinned to an App', async () => {
    const source = () => scene.forge.requiredCheckSource(SHOP, 'main', 'promo gate')
    const protect = (...checks: readonly { readonly name: string; readonly appId?: number }[]) =>
      scene.github.protectBranch('octo/shop', 'main', { requiredChecks: checks })
    expect(await source()).toBe('none')
    protect({ name: 'other', appId: 7 })
    expect(await source()).toBe('none')
    protect({ name: 'promo gate' })
    expect(await source()).toBe('any')
    // Every workflow of the repository publishes as GitHub Actions.
    protect({ name: 'promo gate', appId: 15368 })
    expect(await source()).toBe('any')
    protect({ name: 'promo gate', appId: 7 })
    expect(await source()).toBe('app')
    expect(await scene.forge.requiredCheckSource(SHOP, 'none', 'promo gate')).toBe('unknown')
  })
})
