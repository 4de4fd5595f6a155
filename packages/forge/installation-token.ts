import { systemClock, type Clock, type RepositoryName } from '@promo/core'
import type { HttpClient } from '@promo/http'
import createJwt from 'universal-github-app-jwt'
import { call } from './calls.ts'
import { forgeError } from './errors.ts'
import { connect, ownerAndRepo } from './octokit.ts'

export interface InstallationTokenRequest {
  /** App id or client id. */
  readonly appId: string
  /** PEM as GitHub hands it out; `\n` written out is read too. */
  readonly privateKey: string
  /** The one repository the token is for. */
  readonly repository: RepositoryName
  /** Names of the REST API: `contents`, `pull_requests`, `checks`. */
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>
}

export interface InstallationToken {
  readonly token: string
  /** RFC 3339; one hour ahead. */
  readonly expiresAt: string
}

export interface InstallationTokenPorts {
  readonly http: HttpClient
  readonly apiUrl: string
  readonly clock?: Clock
}

/**
 * A token of a GitHub App for one repository and these permissions alone. Throws `forge-unauthorized` when the key is
 * not that of the App, `forge-not-found` when the App is not installed there, `forge-refused` when it lacks a permission.
 */
export async function createInstallationToken(
  request: InstallationTokenRequest,
  ports: InstallationTokenPorts,
): Promise<InstallationToken> {
  const { appId, repository, permissions } = request
  const place = ownerAndRepo(repository)
  const octokit = connect(ports, await signJwt(request, ports.clock ?? systemClock))
  const what = `find the installation of App ${appId} on ${repository}`
  const { data: installation } = await call(what, () => octokit.rest.apps.getRepoInstallation(place))
  const wanted = { installation_id: installation.id, repositories: [place.repo], permissions: { ...permissions } }
  const asked = Object.entries(permissions).map(([name, access]) => `${name}: ${access}`)
  const task = `get a token of App ${appId} for ${repository} with ${asked.join(', ')}`
  const { data } = await call(task, () => octokit.rest.apps.createInstallationAccessToken(wanted))
  return { token: data.token, expiresAt: data.expires_at }
}

async function signJwt({ appId, privateKey }: InstallationTokenRequest, clock: Clock): Promise<string> {
  try {
    const now = Math.floor(clock.now().getTime() / 1000)
    const { token } = await createJwt({ id: appId, privateKey, now })
    return token
  } catch (cause) {
    throw forgeError('forge-unauthorized', { appId }, `the private key of App ${appId} cannot be read`, {
      cause,
      remedy: 'Give the private key of the App as GitHub handed it out, a PEM with its line breaks.',
    })
  }
}
