import { digestOf, isDigest, systemClock, type Clock, type Digest } from '@promo/core'
import type { Handler, SandboxRequest, SandboxResponse } from '../network/index.ts'
import { createAccess, type Access, type Action, type Authentication, type Authorize } from './access.ts'
import { errorAnswer, jsonAnswer, notAllowed } from './answers.ts'
import { answerBlob, isAtBlobOrigin } from './blobs.ts'
import { isContentDigest } from './content-digest.ts'
import { answerManifest } from './manifests.ts'
import { answerReferrers } from './referrers.ts'
import { routeOf, type Route } from './route.ts'
import { createStore, type Store, type StoredManifest } from './store.ts'
import { defaultSwitches, type RegistrySwitches } from './switches.ts'
import { answerTags } from './tags.ts'
import { unavailable } from './unavailable.ts'
import { answerUpload, startUpload } from './uploads.ts'

export interface SandboxRegistryOptions {
  /** The host this registry plays: the `service` of its tokens. Default ghcr.io. */
  readonly host?: string
  /** Default: `bearer` when `authorize` is given, else none. */
  readonly authentication?: Authentication
  readonly authorize?: Authorize
  readonly clock?: Clock
  readonly switches?: Partial<RegistrySwitches>
}

/** A registry that speaks the OCI distribution specification 1.1, in memory, with switches for the ways real ones differ. */
export interface SandboxRegistry {
  readonly handler: Handler
  readonly switches: RegistrySwitches
  repositories(): readonly string[]
  /** All but those that name content by sha512, which promo has no word for. */
  tags(repository: string): ReadonlyMap<string, Digest>
  /** By tag or digest, as stored, whatever lags. */
  manifest(repository: string, reference: string): Pick<StoredManifest, 'digest' | 'mediaType' | 'bytes'> | undefined
  blob(repository: string, digest: Digest): Uint8Array | undefined
  /** Puts content in place without any check: also content no client could push. */
  seedBlob(repository: string, bytes: Uint8Array | string): Digest
  seedManifest(repository: string, bytes: Uint8Array | string, mediaType: string, tag?: string): Digest
}

export function createSandboxRegistry(options: SandboxRegistryOptions = {}): SandboxRegistry {
  const { host = 'ghcr.io', authorize = () => true, clock = systemClock } = options
  const authentication = options.authentication ?? (options.authorize === undefined ? 'none' : 'bearer')
  const access = createAccess({ host, authentication, authorize, clock })
  const switches = { ...defaultSwitches(), ...options.switches }
  const store = createStore()
  return {
    handler: (request) => answer(request, { access, switches, store }),
    switches,
    ...inspection(store),
  }
}

interface Parts {
  readonly access: Access
  readonly switches: RegistrySwitches
  readonly store: Store
}

type RepositoryRoute = Exclude<Route, { readonly kind: 'version' | 'token' }>

async function answer(request: SandboxRequest, parts: Parts): Promise<SandboxResponse> {
  const route = routeOf(request.url.pathname)
  if (route === undefined) return errorAnswer(404, 'NAME_INVALID', 'no such endpoint')
  if (route.kind === 'token') return parts.access.token(request)
  const disturbed = unavailable(parts.switches)
  if (disturbed !== undefined) return disturbed
  if (route.kind === 'version') return answerVersion(request, parts)
  if (isAtBlobOrigin(request, parts.switches)) return serve(request, route, parts)
  const refusal = await parts.access.check(request, route.repository, actionOf(request, route))
  return refusal ?? refuseUncreated(request, route, parts) ?? serve(request, route, parts)
}

function answerVersion(request: SandboxRequest, { access }: Parts): SandboxResponse {
  if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed('GET', 'HEAD')
  return access.checkVersion(request) ?? jsonAnswer(200, {})
}

function refuseUncreated(
  request: SandboxRequest,
  route: RepositoryRoute,
  { store, switches }: Parts,
): SandboxResponse | undefined {
  if (switches.createsRepositories || store.repositories.has(route.repository)) return undefined
  if (actionOf(request, route) !== 'push') return undefined
  return errorAnswer(404, 'NAME_UNKNOWN', 'the repository does not exist in the registry')
}

async function serve(
  request: SandboxRequest,
  route: RepositoryRoute,
  { access, switches, store }: Parts,
): Promise<SandboxResponse> {
  switch (route.kind) {
    case 'manifest':
      return answerManifest(request, route, store, switches)
    case 'blob':
      return answerBlob(request, route, store, switches)
    case 'uploads': {
      if (request.method !== 'POST') return notAllowed('POST')
      const mayRead = async (from: string): Promise<boolean> =>
        (await access.check(request, from, 'pull')) === undefined
      return startUpload(request, route.repository, store, switches, mayRead)
    }
    case 'upload':
      return answerUpload(request, route, store, switches)
    case 'tags':
      return answerTags(request, route.repository, store)
    case 'referrers':
      return answerReferrers(request, route, store, switches)
  }
}

function actionOf({ method }: SandboxRequest, { kind }: RepositoryRoute): Action {
  if (kind === 'upload') return 'push'
  if (method === 'GET' || method === 'HEAD') return 'pull'
  return method === 'DELETE' ? 'delete' : 'push'
}

function inspection(store: Store): Omit<SandboxRegistry, 'handler' | 'switches'> {
  const { repositories } = store
  const tags = (repository: string): ReadonlyMap<string, Digest> => {
    const stored = [...(repositories.get(repository)?.tags ?? [])]
    return new Map(stored.flatMap(([tag, { digest }]) => (isDigest(digest) ? [[tag, digest]] : [])))
  }
  return {
    repositories: () => [...repositories.keys()],
    tags,
    manifest: (repository, reference) => {
      const digest = isContentDigest(reference) ? reference : tags(repository).get(reference)
      return digest === undefined ? undefined : repositories.get(repository)?.manifests.get(digest)
    },
    blob: (repository, digest) => store.blob(repository, digest),
    seedBlob: (repository, content) => {
      const bytes = Buffer.from(content)
      const digest = digestOf(bytes)
      store.addBlob(repository, bytes, digest)
      return digest
    },
    seedManifest: (repository, content, mediaType, tag) => {
      const bytes = Buffer.from(content)
      const digest = digestOf(bytes)
      const owned = store.ensure(repository)
      owned.manifests.set(digest, { digest, mediaType, bytes, hiddenReads: 0 })
      if (tag !== undefined) owned.tags.set(tag, { digest, before: undefined, staleReads: 0 })
      return digest
    },
  }
}
