/** Names under which Docker's tools keep the credential of Docker Hub. */
const HUB_NAMES: ReadonlySet<string> = new Set([
  'docker.io',
  'index.docker.io',
  'registry-1.docker.io',
  'registry.docker.io',
])

/** The host that a key of a Docker configuration means: without scheme and path, Docker Hub under its one name. Ports count. */
export function registryKey(text: string): string {
  const host =
    text
      .trim()
      .replace(/^https?:\/\//, '')
      .split('/', 1)[0]
      ?.toLowerCase() ?? ''
  return HUB_NAMES.has(host) ? 'docker.io' : host
}

/** How credential helpers know the host: Docker's tools store Docker Hub under this URL. */
export function helperKey(key: string): string {
  return key === 'docker.io' ? 'https://index.docker.io/v1/' : key
}
