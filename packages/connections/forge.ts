import type { RepositoryName } from '@promo/core'
import { createGitHubForge, createInstallationToken, type Forge } from '@promo/forge'
import type { Runner } from '@promo/runner'
import type { ForgeAccess } from './forge-input.ts'
import { connectHttp } from './http.ts'

/** Repository permissions that an installation token is narrowed to. */
export type AppPermissions = Readonly<Record<string, 'read' | 'write'>>

/** A forge for one repository. An App's token is minted here, for this repository and these permissions alone, and never leaves the step. */
export async function connectForge(
  runner: Runner,
  access: ForgeAccess,
  repository: RepositoryName,
  permissions: AppPermissions,
): Promise<Forge> {
  const http = connectHttp(runner)
  const { apiUrl } = runner.context
  if (access.kind === 'token') return createGitHubForge({ http, token: access.token, apiUrl })
  const { appId, privateKey } = access
  const { token } = await createInstallationToken({ appId, privateKey, repository, permissions }, { http, apiUrl })
  runner.mask(token)
  return createGitHubForge({ http, token, apiUrl })
}
