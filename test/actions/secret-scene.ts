import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { digestOf, parseImageName } from '@promo/core'
import { createRegistryClient, OCI_CONFIG, OCI_MANIFEST } from '@promo/registry'
import { httpOver, pushBlob } from '@promo/registry/testing'
import type { Handler, SandboxRequest, SandboxResponse } from '@promo/sandbox/network'
import { OIDC_HOST } from '@promo/sandbox/oidc'
import { installedTool } from '../interop/installed-tool.ts'
import { aCanary, aTokenCanary, type Canary } from './canaries.ts'
import { IMAGE, setHappyScene, type JobStart } from './happy-scene.ts'
import type { ActionEnd } from './spawn-action.ts'

export interface SecretStart extends Partial<Pick<JobStart, 'inputs' | 'variables'>> {
  /** By the names that a leak is told with. */
  readonly secrets?: Readonly<Record<string, string>>
}

export interface SecretRun {
  readonly ended: ActionEnd
  readonly canaries: readonly Canary[]
  /** All that the run wrote anywhere: log, files, requests without the fields that are for secrets. */
  readonly places: ReadonlyMap<string, string | Uint8Array>
}

export interface SecretScene {
  /** The password that the registry takes. */
  readonly token: string
  /** Signs or attests one image, with the identity of the job unless a key is given, to the registry with a password. */
  run(action: 'keyless-sign' | 'attest' | 'attest-sbom', start?: SecretStart): Promise<SecretRun>
  /** Has a host answer what is wanted with the request in body, headers and challenge. */
  echoing(host: string, status: number, wanted?: (request: SandboxRequest) => boolean): void
  restore(): void
  close(): Promise<void>
}

const SBOM = JSON.stringify({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'catalog', packages: [] })

const OWN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'keyless-sign': { provenance: 'false', 'skip-if-signed': 'false' },
  attest: { 'predicate-type': 'https://example.com/review/v1', predicate: '{"ok":true}' },
  'attest-sbom': { generator: 'file', sbom: SBOM },
}

export async function setSecretScene(): Promise<SecretScene> {
  const scene = await setHappyScene()
  const { sandbox, token, ticket } = scene
  const handlers = new Map<string, Handler>([
    ...sandbox.sigstore.handlers,
    [OIDC_HOST, sandbox.issuer.handler],
    ['ghcr.io', sandbox.registry.handler],
  ])
  const requests: SandboxRequest[] = []
  const recorded =
    (handler: Handler): Handler =>
    (request) => {
      requests.push(request)
      return handler(request)
    }
  const restore = (): void => {
    for (const [host, handler] of handlers) sandbox.network.route(host, recorded(handler))
  }
  const image = await pushed(sandbox.registry.handler, token)
  restore()
  return {
    token,
    restore,
    close: () => scene.close(),
    echoing: (host, status, wanted = () => true) => {
      const real = handlers.get(host)
      if (real === undefined) throw new TypeError(`no host ${host}`)
      sandbox.network.route(
        host,
        recorded(async (request) => (wanted(request) ? echo(request, status) : real(request))),
      )
    },
    run: async (action, { inputs = {}, variables = {}, secrets = {} } = {}) => {
      requests.length = 0
      const own = { ...OWN[action], images: image, 'trusted-root': sandbox.sigstore.trustedRoot }
      const registry = { 'registry-username': 'developer', 'registry-password': token }
      const ended = await scene.run(action, { inputs: { ...own, ...registry, ...inputs }, variables })
      const canaries = [
        aCanary('registry password', token),
        aCanary('token request token', ticket.token),
        ...tokensIn(requests).map((each) => aTokenCanary('identity token', each)),
        ...Object.entries(secrets).map(([name, secret]) => aCanary(name, secret)),
      ]
      return { ended, canaries, places: placesOf(ended, requests) }
    },
  }
}

async function pushed(handler: Handler, token: string): Promise<string> {
  const credentials = {
    find: () => Promise.resolve({ kind: 'basic' as const, username: 'developer', password: token }),
  }
  const client = createRegistryClient({ http: httpOver({ 'ghcr.io': handler }), credentials })
  const name = parseImageName(IMAGE)
  for (const blob of [EMPTY_LAYER, CONFIG]) await pushBlob(client, name, blob)
  return `${IMAGE}@${await client.putManifest(name, Buffer.from(JSON.stringify(MANIFEST)), OCI_MANIFEST)}`
}

/** The end of an archive, which is all of an empty one: syft opens layers. */
const EMPTY_LAYER = Buffer.alloc(1024)
const CONFIG = Buffer.from(
  JSON.stringify({
    ...{ os: 'linux', architecture: 'amd64', config: {} },
    rootfs: { type: 'layers', diff_ids: [digestOf(EMPTY_LAYER)] },
  }),
)
const MANIFEST = {
  ...{ schemaVersion: 2, mediaType: OCI_MANIFEST },
  config: { mediaType: OCI_CONFIG, digest: digestOf(CONFIG), size: CONFIG.byteLength },
  layers: [
    {
      mediaType: 'application/vnd.oci.image.layer.v1.tar',
      digest: digestOf(EMPTY_LAYER),
      size: EMPTY_LAYER.byteLength,
    },
  ],
}

/** As a careless server does: whatever came, in every place where an answer can have text. */
function echo({ method, url, headers, body }: SandboxRequest, status: number): SandboxResponse {
  const text = Buffer.from(body).toString()
  const authorization = headers['authorization'] ?? ''
  const decoded = Buffer.from(authorization.replace(/^\w+ /, ''), 'base64').toString('latin1')
  const said = `${method} ${url.href} ${JSON.stringify(headers)} ${decoded} ${text}`
  const line = said.replaceAll(/[^ !#-~]/g, ' ').slice(0, 4000)
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'www-authenticate': `Bearer realm="https://ghcr.io/token",service="${authorization}",error="${line}"`,
      'x-echo': line,
    },
    body: JSON.stringify({ message: said, code: 1, details: [said], errors: [{ code: authorization, message: said }] }),
  }
}

/** Identity tokens in what Fulcio was sent. */
function tokensIn(requests: readonly SandboxRequest[]): readonly string[] {
  return requests
    .filter(({ url }) => url.pathname.endsWith('/signingCert'))
    .map(({ body }) => (JSON.parse(Buffer.from(body).toString()) as Certificate).credentials.oidcIdentityToken)
}

interface Certificate {
  readonly credentials: { readonly oidcIdentityToken: string }
}

function placesOf({ log, left }: ActionEnd, requests: readonly SandboxRequest[]): SecretRun['places'] {
  // The runner takes these lines out, and hides what they name in all others; here nothing of it may need that.
  const shown = log.split('\n').filter((line) => !line.startsWith('::add-mask::'))
  return new Map<string, string | Uint8Array>([
    ['the log', shown.join('\n')],
    ...left,
    ...requests.map(
      (request, index) => [`request ${String(index)} to ${request.url.host}`, openPart(request)] as const,
    ),
  ])
}

/** A request without the place where its secret belongs: what authorizes it, and the token that Fulcio is to see. */
function openPart({ url, headers, body }: SandboxRequest): string {
  const { authorization: _, 'proxy-authorization': __, ...open } = headers
  const isForSecrets = url.pathname.endsWith('/signingCert') || url.pathname === '/token'
  return `${url.href} ${JSON.stringify(open)} ${isForSecrets ? '' : Buffer.from(body).toString('latin1')}`
}

export interface Recording {
  /** What each start was given: arguments and variables. */
  records(): readonly string[]
  remove(): void
}

/** A docker credential helper that answers, and keeps what it was started with. */
export function recordingHelper(answer: {
  readonly username: string
  readonly secret: string
}): Recording & { readonly variables: Readonly<Record<string, string>> } {
  const directory = mkdtempSync(join(tmpdir(), 'promo-helper-'))
  const said = JSON.stringify({ ServerURL: 'ghcr.io', Username: answer.username, Secret: answer.secret })
  writeFileSync(join(directory, 'answer.json'), said)
  writeFileSync(join(directory, 'config.json'), '{"credHelpers":{"ghcr.io":"recording"}}')
  const record = recorder(directory, 'docker-credential-recording', `cat '${join(directory, 'answer.json')}'`)
  const path = [directory, process.env['PATH'] ?? ''].join(delimiter)
  return { ...record, variables: { DOCKER_CONFIG: directory, PATH: path } }
}

/** The real syft behind a script that keeps what it was started with. */
export function recordingSyft(): Recording & { readonly directory: string } {
  const real = installedTool('syft')
  const version = /[0-9]+\.[0-9]+\.[0-9]+/.exec(real)?.[0] ?? ''
  const directory = mkdtempSync(join(tmpdir(), 'promo-syft-'))
  const own = join(directory, `syft@${version}`)
  mkdirSync(own)
  return {
    ...recorder(own, 'syft', `exec '${real}' "$@"`),
    directory,
    remove: () => rmSync(directory, { recursive: true }),
  }
}

function recorder(directory: string, name: string, deed: string): Recording {
  const kept = join(directory, 'records')
  const script = `#!/bin/sh\n{ echo "$@"; cat "/proc/$$/environ" | tr '\\0' '\\n'; } >> '${kept}'\n${deed}\n`
  writeFileSync(join(directory, name), script)
  chmodSync(join(directory, name), 0o755)
  return {
    records: () => (existsSync(kept) ? [readFileSync(kept, 'utf8')] : []),
    remove: () => rmSync(directory, { recursive: true }),
  }
}
