import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCertificateAuthority } from './certificate-authority.ts'
import { createFaultHost, FAULT_HOST } from './fault-host.ts'
import { createFaults, type Delivery, type Faults } from './faults.ts'
import type { Handler, SandboxRequest, SandboxResponse } from './handler.ts'
import { startProxy } from './proxy.ts'
import { createRequestLog, type RequestLog } from './request-log.ts'

/** The sandbox's internet: real host names, played by handlers, reached through a proxy with its own certificate authority. */
export interface Network {
  readonly proxyUrl: string
  /** PEM file with the authority's certificate alone. */
  readonly caFile: string
  /** What a child process needs to live in the sandbox: proxy and trust for Node, git, curl, Go and Python. */
  readonly environment: Readonly<Record<string, string>>
  readonly requests: RequestLog
  readonly faults: Faults
  /** Gives a host a handler; `*.example.com` takes every name below. The last one given wins. */
  route(host: string, handler: Handler): void
  close(): Promise<void>
}

export async function startNetwork({ directory }: { readonly directory: string }): Promise<Network> {
  const authority = await createCertificateAuthority()
  const caFile = join(directory, 'sandbox-ca.pem')
  await writeFile(caFile, authority.certificate)
  const routes = new Map<string, Handler>()
  const requests = createRequestLog()
  const faults = createFaults()
  const handlerOf = (host: string): Handler | undefined =>
    routes.get(host) ?? routes.get(`*${host.slice(host.indexOf('.'))}`)
  const answer = async (request: SandboxRequest): Promise<Delivery | undefined> => {
    const { method, url, headers, body } = request
    const delivery = await faults.deliver(request, () => respond(request))
    const status = delivery?.response.status ?? 0
    requests.answered({ method, url, headers, size: body.length, status })
    return delivery
  }
  const respond = async (request: SandboxRequest): Promise<SandboxResponse> => {
    try {
      return (await handlerOf(request.url.hostname)?.(request)) ?? { status: 404 }
    } catch (error) {
      requests.failed(request.url.href, error)
      return { status: 500, body: `the sandbox failed: ${error instanceof Error ? error.message : 'unknown'}\n` }
    }
  }
  const isKnown = (host: string, method: string): boolean => {
    const known = handlerOf(host) !== undefined
    if (!known) requests.refuse({ host, method })
    return known
  }
  routes.set(FAULT_HOST, createFaultHost(faults, requests))
  const proxy = await startProxy({
    authority,
    isKnown,
    answer,
    failed: (place, error) => requests.failed(place, error),
  })
  return {
    proxyUrl: proxy.url,
    caFile,
    environment: environmentFor(proxy.url, caFile),
    requests,
    faults,
    route: (host, handler) => void routes.set(host.toLowerCase(), handler),
    close: () => proxy.close(),
  }
}

/** Both spellings of the proxy variables: curl reads `http_proxy` in lower case only. */
function environmentFor(proxyUrl: string, caFile: string): Readonly<Record<string, string>> {
  return {
    HTTPS_PROXY: proxyUrl,
    HTTP_PROXY: proxyUrl,
    NO_PROXY: '',
    https_proxy: proxyUrl,
    http_proxy: proxyUrl,
    no_proxy: '',
    NODE_EXTRA_CA_CERTS: caFile,
    SSL_CERT_FILE: caFile,
    GIT_SSL_CAINFO: caFile,
    CURL_CA_BUNDLE: caFile,
    REQUESTS_CA_BUNDLE: caFile,
  }
}
