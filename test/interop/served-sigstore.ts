import type { SandboxSigstore } from '@promo/sandbox/sigstore'
import { serveLoopback, type LoopbackHost } from './loopback.ts'

/** The sandbox's Sigstore over loopback, where cosign reaches it. */
export interface ServedSigstore {
  /** As `cosign --signing-config` reads it. */
  readonly signingConfig: string
  /** The same as the flags of cosign 2 name them; no timestamps: its nonces are longer than the authority here can answer. */
  readonly flags: readonly string[]
  close(): void
}

export async function serveSigstore({ handlers }: SandboxSigstore): Promise<ServedSigstore> {
  const hosts: LoopbackHost[] = []
  const service = async (name: string, path = ''): Promise<{ readonly url: string }> => {
    const handler = handlers.get(name)
    if (handler === undefined) throw new Error(`no ${name}`)
    const served = await serveLoopback(handler)
    hosts.push(served)
    const validFor = { start: '2020-01-01T00:00:00Z' }
    const described = { majorApiVersion: 1, validFor, operator: 'sandbox' }
    return { url: `http://${served.host}${path}`, ...described }
  }
  const fulcio = await service('fulcio.sigstore.dev')
  const rekor = await service('rekor.sigstore.dev')
  const timestamps = await service('timestamp.sigstore.dev', '/api/v1/timestamp')
  const signingConfig = JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
    caUrls: [fulcio],
    rekorTlogUrls: [rekor],
    tsaUrls: [timestamps],
    rekorTlogConfig: { selector: 'ANY' },
    tsaConfig: { selector: 'ANY' },
  })
  const flags = ['--fulcio-url', fulcio.url, '--rekor-url', rekor.url]
  return { signingConfig, flags, close: () => hosts.forEach((host) => host.close()) }
}
