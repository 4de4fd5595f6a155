import { generateKeyPairSync } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '@promo/core'
import { createOidcIssuer, type OidcIssuer } from '@promo/sandbox/oidc'
import { installedTool, runTool } from './installed-tool.ts'
import { serveLoopback } from './loopback.ts'
import { runServer, type RunningServer } from './running-server.ts'

/** The services of Sigstore themselves, on loopback: Fulcio, a timestamp authority and a Rekor v2 log. */
export interface RealSigstore {
  readonly issuer: OidcIssuer
  /** Of the identity tokens, and so of the certificates. */
  readonly issuerUrl: string
  /** `SigningConfig` JSON that names all three. */
  readonly signingConfig: string
  /** As `cosign trusted-root create` writes it; it names no certificate log, since none runs here. */
  readonly trustedRoot: string
  close(): Promise<void>
}

const START = '2020-01-01T00:00:00Z'

/** Starts the locked tools; `home` is where their public material and keys are written. */
export async function startRealSigstore(home: string): Promise<RealSigstore> {
  const { issuer, issuerUrl, close: closeIssuer } = await serveIssuer()
  const fulcio = await startFulcio(issuerUrl)
  const timestamps = await startTimestamps()
  const log = await startLog(home)
  const url = (server: RunningServer, path = ''): string => `http://${server.host}${path}`
  const service = (at: string, majorApiVersion: number): unknown => ({
    ...{ url: at, majorApiVersion, operator: 'local', validFor: { start: START } },
  })
  const signingConfig = JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
    caUrls: [service(url(fulcio), 1)],
    rekorTlogUrls: [service(url(log.server), 2)],
    tsaUrls: [service(url(timestamps, '/api/v1/timestamp'), 1)],
    rekorTlogConfig: { selector: 'ANY' },
    tsaConfig: { selector: 'ANY' },
  })
  const trustedRoot = await createTrustedRoot(home, {
    fulcio: { url: url(fulcio), chain: await fulcioChain(url(fulcio)) },
    log: { url: url(log.server), publicKey: log.publicKey },
    timestamps: { url: url(timestamps), chain: await textOf(`${url(timestamps)}/api/v1/timestamp/certchain`) },
  })
  const close = async (): Promise<void> => {
    closeIssuer()
    await Promise.all([fulcio.close(), timestamps.close(), log.server.close()])
  }
  return { issuer, issuerUrl, signingConfig, trustedRoot, close }
}

/** An issuer's name is where it is reached, which is known once it is served. */
async function serveIssuer(): Promise<{
  readonly issuer: OidcIssuer
  readonly issuerUrl: string
  readonly close: () => void
}> {
  const known: OidcIssuer[] = []
  const served = await serveLoopback(
    async (request) => (await known[0]?.handler(request)) ?? { status: 503, headers: {}, body: '' },
  )
  const issuerUrl = `http://${served.host}`
  const issuer = createOidcIssuer({ clock: systemClock, origin: issuerUrl })
  known.push(issuer)
  return { issuer, issuerUrl, close: () => served.close() }
}

async function startFulcio(issuerUrl: string): Promise<RunningServer> {
  return runServer('fulcio', '/api/v2/trustBundle', async ({ port, directory, another }) => {
    const config = join(directory, 'fulcio.yaml')
    // Not JSON: that would be read as the older form, under other names.
    const lines = [`issuer-url: ${issuerUrl}`, 'client-id: sigstore', 'type: github-workflow']
    await writeFile(config, `oidc-issuers:\n  ${issuerUrl}:\n${lines.map((line) => `    ${line}\n`).join('')}`)
    const grpc = String(await another())
    const metrics = String(await another())
    return [
      ...['serve', '--ca', 'ephemeralca', '--ct-log-url=', '--config-path', config],
      ...['--host', '127.0.0.1', '--port', String(port), '--grpc-host', '127.0.0.1', '--grpc-port', grpc],
      ...['--metrics-port', metrics, '--legacy-unix-domain-socket', join(directory, 'legacy.sock')],
    ]
  })
}

async function startTimestamps(): Promise<RunningServer> {
  return runServer('timestamp-server', '/api/v1/timestamp/certchain', ({ port }) => [
    ...['serve', '--host', '127.0.0.1', '--port', String(port)],
    ...['--timestamp-signer', 'memory', '--disable-ntp-monitoring'],
  ])
}

async function startLog(home: string): Promise<{ readonly server: RunningServer; readonly publicKey: string }> {
  const keys = generateKeyPairSync('ed25519')
  const signer = join(home, 'rekor.pem')
  await writeFile(signer, keys.privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 })
  const server = await runServer('rekor-tiles', '/healthz', async ({ port, directory, another }) => [
    ...['serve', '--hostname', '127.0.0.1', '--signer-filepath', signer, '--storage-dir', directory],
    ...['--http-port', String(port), '--grpc-port', String(await another())],
    ...['--http-metrics-port', String(await another()), '--checkpoint-interval', '1s'],
  ])
  return { server, publicKey: keys.publicKey.export({ format: 'pem', type: 'spki' }).toString() }
}

interface PublicParts {
  readonly fulcio: { readonly url: string; readonly chain: string }
  readonly log: { readonly url: string; readonly publicKey: string }
  readonly timestamps: { readonly url: string; readonly chain: string }
}

async function createTrustedRoot(home: string, { fulcio, log, timestamps }: PublicParts): Promise<string> {
  const file = async (name: string, text: string): Promise<string> => {
    await writeFile(join(home, name), text)
    return join(home, name)
  }
  const args = [
    ...['trusted-root', 'create'],
    `--fulcio=url=${fulcio.url},certificate-chain=${await file('fulcio.pem', fulcio.chain)},start-time=${START}`,
    `--rekor=url=${log.url},public-key=${await file('rekor.pub', log.publicKey)},start-time=${START},origin=127.0.0.1`,
    `--tsa=url=${timestamps.url},certificate-chain=${await file('tsa.pem', timestamps.chain)},start-time=${START}`,
  ]
  const made = await runTool(installedTool('cosign'), args, home)
  if (made.code !== 0) throw new Error(`cosign trusted-root create: ${made.stderr}`)
  return made.stdout
}

async function fulcioChain(url: string): Promise<string> {
  const bundle = (await (await fetch(`${url}/api/v2/trustBundle`)).json()) as {
    readonly chains: readonly { readonly certificates: readonly string[] }[]
  }
  return bundle.chains.flatMap(({ certificates }) => certificates).join('')
}

async function textOf(url: string): Promise<string> {
  return (await fetch(url)).text()
}
