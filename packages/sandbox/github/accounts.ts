import { createHash, generateKeyPairSync } from 'node:crypto'
import type { Permissions } from './permissions.ts'
import type { AppState, World } from './state.ts'
import type { Account } from './types.ts'

/** Ids of github.com: the App "GitHub Actions" and its bot. Rules and policies name them. */
export const ACTIONS_APP_ID = 15368
export const ACTIONS_BOT_ID = 41898282

/** The account of a login; made as the given type when there is none. */
export function accountOf(world: World, login: string, type: Account['type']): Account {
  const known = world.accounts.get(login.toLowerCase())
  if (known !== undefined) return known
  const account: Account = { id: world.nextId(), login, type }
  world.accounts.set(login.toLowerCase(), account)
  return account
}

export interface NewApp {
  readonly slug: string
  readonly permissions: Permissions
  readonly owner: Account
}

/** An App with a fresh RSA key (GitHub hands out PKCS#1). */
export function createAppState(world: World, app: NewApp): { readonly state: AppState; readonly privateKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const id = world.nextId()
  const bot = accountOf(world, `${app.slug}[bot]`, 'Bot')
  const clientId = `Iv23li${createHash('sha256').update(app.slug).digest('hex').slice(0, 14)}`
  const state = { ...app, id, clientId, bot, publicKey, createdAt: world.clock.now(), installations: [] }
  world.apps.push(state)
  return { state, privateKey }
}

/** The built-in App of GitHub Actions: nobody holds its key. */
export function actionsApp(createdAt: Date): AppState {
  return {
    id: ACTIONS_APP_ID,
    slug: 'github-actions',
    clientId: 'Iv1.05c79e9ad1f6bdfa',
    owner: { id: 9919, login: 'github', type: 'Organization' },
    bot: { id: ACTIONS_BOT_ID, login: 'github-actions[bot]', type: 'Bot' },
    permissions: {},
    publicKey: '',
    createdAt,
    installations: [],
  }
}
