export type Environment = Readonly<Record<string, string | undefined>>

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' }

/** The proxy for a URL by HTTPS_PROXY, HTTP_PROXY and NO_PROXY; lower-case names win, as in curl. Undefined: connect directly. */
export function proxyFor(url: URL, environment: Environment): string | undefined {
  const read = (name: string): string => environment[name.toLowerCase()] || environment[name] || ''
  const proxy = url.protocol === 'https:' ? read('HTTPS_PROXY') || read('HTTP_PROXY') : read('HTTP_PROXY')
  if (proxy === '' || isExempt(url, read('NO_PROXY'))) return undefined
  return proxy.includes('://') ? proxy : `http://${proxy}`
}

/** Entries are `*`, `host`, `.domain`, `*.domain`, each with an optional port; a bare name covers its subdomains too, as in curl and Go. */
function isExempt(url: URL, list: string): boolean {
  const port = url.port === '' ? DEFAULT_PORTS[url.protocol] : url.port
  return list
    .toLowerCase()
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true
      const [, host = entry, wantedPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? []
      if (wantedPort !== undefined && wantedPort !== port) return false
      const domain = host.replace(/^\*?\./, '')
      return url.hostname === domain || url.hostname.endsWith(`.${domain}`)
    })
}
