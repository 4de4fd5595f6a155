/** What a path of the API means (OCI distribution-spec, "Endpoints"). */
export type Route =
  | { readonly kind: 'version' }
  | { readonly kind: 'token' }
  | { readonly kind: 'manifest'; readonly repository: string; readonly reference: string }
  | { readonly kind: 'blob'; readonly repository: string; readonly digest: string }
  | { readonly kind: 'uploads'; readonly repository: string }
  | { readonly kind: 'upload'; readonly repository: string; readonly id: string }
  | { readonly kind: 'tags'; readonly repository: string }
  | { readonly kind: 'referrers'; readonly repository: string; readonly digest: string }

/** OCI distribution-spec, "Pulling manifests": the grammar of `<name>`. */
const NAME = '(?<name>[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*)'
const ENDPOINTS = new RegExp(
  `^/v2/${NAME}/(?:manifests/(?<reference>[^/]+)|blobs/(?<digest>[^/]+)|blobs/uploads/(?<id>[^/]*)|(?<tags>tags/list)|referrers/(?<subject>[^/]+))$`,
)

/** Undefined for what is no endpoint. */
export function routeOf(pathname: string): Route | undefined {
  if (pathname === '/v2/' || pathname === '/v2') return { kind: 'version' }
  if (pathname === '/token') return { kind: 'token' }
  const { name: repository, ...parts } = ENDPOINTS.exec(decode(pathname))?.groups ?? {}
  return repository === undefined ? undefined : repositoryRoute(repository, parts)
}

function repositoryRoute(repository: string, parts: Readonly<Record<string, string | undefined>>): Route {
  const { reference, digest, id, subject } = parts
  if (reference !== undefined) return { kind: 'manifest', repository, reference }
  if (subject !== undefined) return { kind: 'referrers', repository, digest: subject }
  if (digest !== undefined && digest !== 'uploads') return { kind: 'blob', repository, digest }
  if (id === undefined && digest === undefined) return { kind: 'tags', repository }
  return id === undefined || id === '' ? { kind: 'uploads', repository } : { kind: 'upload', repository, id }
}

function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return ''
  }
}
