import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { AppView, Sandbox, SandboxOptions } from '@promo/sandbox'
import { generateDatabases, TRIVY_DATABASE } from '../demo/databases.ts'
import { pushFirst } from '../demo/git.ts'
import { hostTools } from '../demo/host-tools.ts'
import { installedTools } from '../demo/tools.ts'
import { copyPromo, PROMO } from '../promo-files.ts'
import { loadSandbox } from './load-sandbox.ts'
import type { LocalRepository } from './options.ts'
import { copyWork } from './work-copy.ts'

export interface StageRequest {
  readonly variables: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, string>>
  /** Where the sandbox writes. Default: a temporary folder, removed at the end. */
  readonly directory?: string
  readonly mayStart?: NonNullable<SandboxOptions['mayStart']>
}

/** A sandbox with promo published in it as org/promo@v1, a developer, and an App for promotions. */
export interface Stage {
  readonly sandbox: Sandbox
  readonly directory: string
  readonly developer: { readonly id: number; readonly login: string; readonly token: string }
  readonly app: AppView
  /** Where the scanners are; empty when they are not installed, and jobs that need one will fail. */
  readonly toolDirectory: string
  /** Pushes a copy of the folder as the first commit of a new repository; gives the commit. */
  push(repository: LocalRepository): Promise<string>
  close(): Promise<void>
}

/** For people whose jobs will not find a scanner: the sandbox has none to download. */
export const NO_SCANNERS =
  'no scanners: `npm run tools -- gitleaks trivy syft checkov` in promo’s checkout installs them for PROMO_TOOL_DIRECTORY'

/** Starts the sandbox and publishes this checkout of promo. Throws `bundles-missing`. */
export async function openStage(request: StageRequest): Promise<Stage> {
  const { startSandbox } = await loadSandbox()
  const directory =
    request.directory === undefined ? mkdtempSync(join(tmpdir(), 'promo-sandbox-')) : resolve(request.directory)
  const { mayStart } = request
  // Without Go a job has what the sandbox gives it.
  const host = await hostTools().catch(() => undefined)
  const sandbox = await startSandbox({
    directory: join(directory, 'sandbox'),
    ...(host === undefined ? {} : { hostTools: host }),
    ...(mayStart === undefined ? {} : { mayStart }),
  })
  const close = async (): Promise<void> => {
    await sandbox.close()
    if (request.directory === undefined) rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
  }
  try {
    return { ...(await furnish(sandbox, directory, request)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function furnish(sandbox: Sandbox, directory: string, request: StageRequest): Promise<Omit<Stage, 'close'>> {
  const { github } = sandbox
  const developer = github.createUser('developer')
  const app = github.createApp({
    slug: 'promo',
    permissions: { contents: 'write', 'pull-requests': 'write', checks: 'write', metadata: 'read' },
  })
  await generateDatabases(sandbox, directory)
  const toolDirectory = (await installedTools()) ?? ''
  const publish = async (name: string, fill: (to: string) => Promise<void> | void, tag?: string): Promise<string> => {
    const work = join(directory, 'work', name)
    mkdirSync(work, { recursive: true })
    await fill(work)
    return pushFirst({ directory: work, token: developer.token, environment: sandbox.network.environment }, name, tag)
  }
  await github.createRepository({ fullName: PROMO, collaborators: { [developer.login]: 'admin' } })
  await publish(PROMO, copyPromo, 'v1')
  const push = async (repository: LocalRepository): Promise<string> => {
    await github.createRepository({ fullName: repository.name, collaborators: { [developer.login]: 'admin' } })
    app.install(repository.name)
    const own = { ...ownVariables(sandbox, app), PROMO_TOOL_DIRECTORY: toolDirectory }
    const variables = { ...own, ...request.variables }
    const secrets = { PROMO_APP_PRIVATE_KEY: app.privateKey, ...request.secrets }
    for (const [key, value] of Object.entries(variables)) github.setVariable(repository.name, key, value)
    for (const [key, value] of Object.entries(secrets)) github.setSecret(repository.name, key, value)
    return publish(repository.name, (to) => copyWork(repository.directory, to))
  }
  return { sandbox, directory, developer, app, toolDirectory, push }
}

/** The variables that the examples read: what of the sandbox takes the place of the public services. */
function ownVariables({ sigstore }: Sandbox, app: AppView): Readonly<Record<string, string>> {
  return { PROMO_APP_ID: app.appId, PROMO_TRUSTED_ROOT: sigstore.trustedRoot, PROMO_DATABASE: TRIVY_DATABASE }
}
