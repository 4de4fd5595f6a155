import { fromApiPermissions, narrow, toApiPermissions } from '../permissions.ts'
import { appPayload, installationPayload } from '../payloads/app.ts'
import { time } from '../payloads/places.ts'
import { repositoryPayload } from '../payloads/repository.ts'
import { findRepository, type AppState, type Installation } from '../state.ts'
import { issueToken } from '../tokens.ts'
import { optionalObject, textList } from './body.ts'
import { ApiFault, notFound } from './fault.ts'
import { created, noContent, ok, onPlain, paged, type Call, type Reply } from './route.ts'

/** What an App does with its JWT, and an installation with its token. */
export const appRoutes = [
  onPlain('GET /app', (call) => ok(appPayload(theApp(call)))),
  onPlain('GET /repos/{owner}/{repo}/installation', repositoryInstallation),
  onPlain('POST /app/installations/{installation_id}/access_tokens', createAccessToken),
  onPlain('GET /installation/repositories', installationRepositories),
  onPlain('DELETE /installation/token', revokeToken),
]

const HOUR = 3_600_000

function theApp({ caller }: Call): AppState {
  if (caller.kind === 'app') return caller.app
  throw new ApiFault(401, 'A JSON web token could not be decoded')
}

function repositoryInstallation(call: Call): Reply {
  const { owner = '', repo = '' } = call.parameters
  const name = findRepository(call.world, `${owner}/${repo}`)?.fullName ?? ''
  const installation = theApp(call).installations.find(({ repositories }) => repositories.has(name))
  if (installation === undefined) throw notFound()
  return ok(installationPayload(installation))
}

/** A token for some or all repositories and permissions of the installation; it lives for one hour. */
function createAccessToken(call: Call): Reply {
  const { world, body, parameters } = call
  const installation = theApp(call).installations.find(({ id }) => String(id) === parameters['installation_id'])
  if (installation === undefined) throw notFound()
  const repositories = askedRepositories(call, installation)
  const asked = optionalObject(body, 'permissions')
  const granted = installation.app.permissions
  const permissions = asked === undefined ? granted : narrow(granted, fromApiPermissions(asked))
  if (permissions === undefined) {
    throw new ApiFault(422, 'The permissions requested are not granted to this installation.')
  }
  const expiresAt = new Date(world.clock.now().getTime() + HOUR)
  const token = issueToken(
    world,
    {
      kind: 'installation',
      account: installation.app.bot,
      appId: installation.app.id,
      owner: installation.target.login,
      repositories,
      permissions,
    },
    expiresAt,
  )
  return created({
    token,
    expires_at: time(expiresAt),
    permissions: toApiPermissions(permissions),
    repository_selection: 'selected',
    repositories: repositories.flatMap((name) => {
      const repository = findRepository(world, name)
      return repository === undefined ? [] : [repositoryPayload(repository)]
    }),
  })
}

function askedRepositories({ body }: Call, installation: Installation): readonly string[] {
  const names = textList(body, 'repositories')
  if (names === undefined) return [...installation.repositories]
  return names.map((name) => {
    const found = [...installation.repositories].find((fullName) => fullName.split('/')[1] === name)
    if (found !== undefined) return found
    throw new ApiFault(
      422,
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    )
  })
}

function installationRepositories({ world, caller }: Call): Reply {
  if (caller.kind !== 'installation') throw new ApiFault(403, 'Resource not accessible by integration')
  const repositories = caller.repositories.flatMap((name) => findRepository(world, name) ?? [])
  return paged(repositories, repositoryPayload, 'repositories')
}

function revokeToken({ world, caller }: Call): Reply {
  if (caller.kind !== 'installation') throw new ApiFault(403, 'Resource not accessible by integration')
  for (const [token, { identity }] of world.tokens) if (identity === caller) world.tokens.delete(token)
  return noContent
}
