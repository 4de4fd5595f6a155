import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AppView, Sandbox } from '@promo/sandbox'
import { generateDatabases, TRIVY_DATABASE } from './databases.ts'
import { copyExample, copyPromo } from './files.ts'
import { pushFirst, type GitRequest } from './git.ts'
import { addIntruder } from './intruder.ts'

/** Names that the example uses, so that its files run as they are. */
export const PROMO = 'org/promo'
export const BOOKSTORE = 'your-org/bookstore'

/** The sandbox as the story finds it: promo published, the bookstore about to be pushed. */
export interface Scene {
  readonly sandbox: Sandbox
  readonly directory: string
  readonly app: AppView
  /** A developer who may write to the bookstore. */
  readonly developer: { readonly id: number; readonly login: string; readonly token: string }
  readonly promoCommit: string
  /** What Trivy finds vulnerabilities with, in words. */
  readonly databases: string
  readonly bookstore: GitRequest
  readonly hostTools: Readonly<Record<string, string>>
}

export interface SceneRequest {
  readonly sandbox: Sandbox
  readonly directory: string
  /** Awaited last: the scanners are checked meanwhile. */
  readonly toolDirectory: string | Promise<string>
  readonly hostTools: Readonly<Record<string, string>>
  /** By default the generated ones. */
  readonly provideDatabases?: (sandbox: Sandbox, directory: string) => Promise<string>
}

export async function setScene(request: SceneRequest): Promise<Scene> {
  const { sandbox, directory, toolDirectory, hostTools, provideDatabases = generateDatabases } = request
  const { github, network } = sandbox
  const maintainer = github.createUser('maintainer')
  const developer = github.createUser('developer')
  await github.createRepository({ fullName: PROMO, collaborators: { [maintainer.login]: 'admin' } })
  const bookstore = await github.createRepository({
    fullName: BOOKSTORE,
    collaborators: { [developer.login]: 'write' },
  })
  const app = github.createApp({
    slug: 'promo',
    permissions: { contents: 'write', 'pull-requests': 'write', checks: 'write', metadata: 'read' },
  })
  app.install(BOOKSTORE)
  github.setEnvironment(BOOKSTORE, { name: 'staging', branches: ['main'] })
  const databases = await provideDatabases(sandbox, directory)

  const promo: GitRequest = {
    directory: directoryFor(directory, 'promo'),
    token: maintainer.token,
    environment: network.environment,
  }
  copyPromo(promo.directory)
  const promoCommit = await pushFirst(promo, PROMO, 'v1')

  const work: GitRequest = {
    directory: directoryFor(directory, 'bookstore'),
    token: developer.token,
    environment: network.environment,
  }
  copyExample('bookstore', work.directory)
  addIntruder(work.directory, promoCommit)
  trust(join(work.directory, 'promo.yaml'), { repositoryId: bookstore.id, promoCommit })
  github.setVariable(BOOKSTORE, 'PROMO_APP_ID', app.appId)
  github.setVariable(BOOKSTORE, 'PROMO_TRUSTED_ROOT', sandbox.sigstore.trustedRoot)
  github.setVariable(BOOKSTORE, 'PROMO_TOOL_DIRECTORY', await toolDirectory)
  github.setVariable(BOOKSTORE, 'PROMO_DATABASE', TRIVY_DATABASE)
  github.setSecret(BOOKSTORE, 'PROMO_APP_PRIVATE_KEY', app.privateKey)
  return { sandbox, directory, app, developer, promoCommit, databases, bookstore: work, hostTools }
}

/** What a team does when it adopts promo: its own repository id, and the commit of promo it trusts. */
function trust(
  file: string,
  { repositoryId, promoCommit }: { readonly repositoryId: number; readonly promoCommit: string },
): void {
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replaceAll('123456789', String(repositoryId)).replaceAll('0'.repeat(40), promoCommit))
}

/** From here on main takes what the App commits and what passed the App's own check, and nothing else. */
export function protectMain({ sandbox, app }: Scene): void {
  sandbox.github.protectBranch(BOOKSTORE, 'main', {
    pullRequestRequired: true,
    requiredChecks: [{ name: 'promo gate', appId: Number(app.appId) }],
    bypass: [app.appId],
  })
}

function directoryFor(directory: string, name: string): string {
  const path = join(directory, 'work', name)
  mkdirSync(path, { recursive: true })
  return path
}
