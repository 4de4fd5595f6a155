import type { SandboxSigstore } from '@promo/sandbox/sigstore'
import { serveLoopback, type LoopbackHost } from './loopback.ts'

/** The sandbox's Sigstore over loopback, where cosign reaches it. */
export interface ServedSigstore {
  /** As `cosign --signing-config` reads it. */
  readonly signingConfig: string
  close(): void
}

export async function serveSigstore({ handlers }: SandboxSigstore): Promise<ServedSigstore> {
  const hosts: LoopbackHost[] = []
  const service = async (name: string, path = ''): Promise<unknown> => {
    const handler = handlers.get(name)
    if (handler === undefined) throw new Error(`no ${name}`)
    const served = await serveLoopback(handler)
    hosts.push(served)
    const validFor = { start: '2020-01-01T00:00:00Z' }
    return { url: `http://${served.host}${path}`, majorApiVersion: 1, validFor, operator: 'sandbox' }
  }
  const signingConfig = JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
    caUrls: [await service('fulcio.sigstore.dev')],
    rekorTlogUrls: [await service('rekor.sigstore.dev')],
    tsaUrls: [await service('timestamp.sigstore.dev', '/api/v1/timestamp')],
    rekorTlogConfig: { selector: 'ANY' },
    tsaConfig: { selector: 'ANY' },
  })
  return { signingConfig, close: () => hosts.forEach((host) => host.close()) }
}
