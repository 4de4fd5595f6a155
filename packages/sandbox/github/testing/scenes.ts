import { expect } from '@jest/globals'
import { createPrivateKey } from 'node:crypto'
import { SignJWT } from 'jose'
import type { AppView } from '../types.ts'
import type { TestGitHub } from './world.ts'

const REPO = '/repos/octo/shop'

/** A commit on a new branch by the Git database API, the way promo writes. */
export async function branchWith(
  world: TestGitHub,
  name: string,
  path: string,
  content: string | null,
  from = world.head,
): Promise<string> {
  const { api } = world
  const blob = content === null ? null : (await api(`POST ${REPO}/git/blobs`, { content, encoding: 'utf-8' })).body
  const entry = { path, mode: '100644', type: 'blob', sha: blob === null ? null : (blob as { sha: string }).sha }
  const tree = await api(`POST ${REPO}/git/trees`, { base_tree: from, tree: [entry] })
  const commit = await api(`POST ${REPO}/git/commits`, {
    message: `Change ${path}`,
    tree: (tree.body as { sha: string }).sha,
    parents: [from],
  })
  const { sha } = commit.body as { sha: string }
  const ref = await api(`POST ${REPO}/git/refs`, { ref: `refs/heads/${name}`, sha })
  expect(ref.status).toBe(201)
  return sha
}

export async function openPull(world: TestGitHub, head = 'topic', more: object = {}): Promise<number> {
  const opened = await world.api(`POST ${REPO}/pulls`, { title: 'Promote', head, base: 'main', ...more })
  expect(opened).toMatchObject({ status: 201 })
  return (opened.body as { number: number }).number
}

/** Installs a new App with these permissions on octo/shop and gives a token of it, got the way promo gets one. */
export async function appToken(
  world: TestGitHub,
  permissions: Record<string, 'read' | 'write'>,
): Promise<{ token: string; appId: number }> {
  const app = world.github.createApp({ slug: `app-${Math.random().toString(36).slice(2)}`, permissions })
  const installation = app.install('octo/shop')
  const jwt = await appJwt(world, app.appId, app.privateKey)
  const found = await world.as(jwt)(`GET ${REPO}/installation`)
  expect(found).toMatchObject({ body: { id: installation } })
  expect(await world.as(jwt)('GET /app')).toMatchObject({ body: { slug: app.slug } })
  const made = await world.as(jwt)(`POST /app/installations/${installation}/access_tokens`, {
    repositories: ['shop'],
  })
  expect(made.status).toBe(201)
  return { token: (made.body as { token: string }).token, appId: Number(app.appId) }
}

/** The JWT of an App, as GitHub's documentation says to make it; `ahead` moves its times by so many seconds. */
export function appJwt(world: TestGitHub, appId: AppView['appId'], privateKey: string, ahead = 0): Promise<string> {
  const now = Math.floor(world.clock.now().getTime() / 1000) + ahead
  const claims = new SignJWT()
    .setIssuer(appId)
    .setIssuedAt(now - 30)
    .setExpirationTime(now + 570)
  return claims.setProtectedHeader({ alg: 'RS256' }).sign(createPrivateKey(privateKey))
}
