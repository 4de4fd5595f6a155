/** Names under which Docker's tools keep the credential of Docker Hub. */
const HUB_NAMES: ReadonlySet<string> = new Set([
  'docker.io',
  'index.docker.io',
  'registry-1.docker.io',
  'registry.docker.io',
])

const SCHEME = /^https?:\/\//

/** The host that a key of a Docker configuration means: without scheme and path, Docker Hub under its one name. Ports count. */
export function registryKey(text: string): string {
  const host = text.trim().replace(SCHEME, '').split('/', 1)[0]?.toLowerCase() ?? ''
  return HUB_NAMES.has(host) ? 'docker.io' : host
}

/** How credential helpers know the host: Docker's tools store Docker Hub under this URL. */
export function helperKey(key: string): string {
  return key === 'docker.io' ? 'https://index.docker.io/v1/' : key
}

/** The path of a key without a scheme, for Podman a namespace or a repository; empty for a host and for a URL. */
export function namespaceOf(name: string): string {
  return SCHEME.test(name) ? '' : name.split('/').slice(1).join('/').replace(/\/+$/, '')
}

/**
 * The keys that Docker's tools write for their host, then its plain name, then others that mean it, of short paths first:
 * `docker login` keeps more than one for Docker Hub (`…/v1/access-token`, docker/cli#5244).
 */
export function ownKeysFirst(names: readonly string[]): string[] {
  return [...names].sort((a, b) => rank(a) - rank(b))
}

function rank(name: string): number {
  const key = registryKey(name)
  if (name === helperKey(key)) return 0
  return name === key ? 1 : 2 + name.replace(SCHEME, '').length - key.length
}
