import { digestOf, type Clock, type Digest, type ImageName } from '@promo/core'
import type { HttpClient, HttpRequest, HttpResponse } from '@promo/http'
import { httpError } from '@promo/http/testing'
import { blobOf } from './blob-bytes.ts'
import { createRegistryClient, type RegistryClient } from './client.ts'
import type { Descriptor } from './descriptor.ts'
import { OCI_CONFIG, OCI_INDEX, OCI_MANIFEST } from './media-types.ts'

export * from './breaker.ts'
export { REGISTRY_RULES, rulesTable } from './registry-rules.ts'

export interface HostRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export interface HostAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
  /** The connection breaks after so many bytes of the body. */
  readonly cutAt?: number
}

export type Host = (request: HostRequest) => HostAnswer | Promise<HostAnswer>

/** An HttpClient over handlers by host, without a socket: redirects as the real one treats them, no retries. */
export interface HostClient extends HttpClient {
  readonly requests: readonly HostRequest[]
}

interface Sent {
  readonly response: HttpResponse
  readonly cutAt: number | undefined
}

const CHUNK = 1000
const KEPT_ON_FOREIGN_HOSTS = ['accept', 'range']

export function httpOver(hosts: Readonly<Record<string, Host>>): HostClient {
  const requests: HostRequest[] = []

  async function send(request: HttpRequest): Promise<Sent> {
    let url = new URL(request.url)
    let headers = request.headers ?? {}
    for (let hop = 0; hop <= 20; hop += 1) {
      const sent = { method: request.method, url, headers, body: await bodyOf(request) }
      requests.push(sent)
      const answer = await (hosts[url.host] ?? refuse)(sent)
      const location = answer.headers?.['location']
      if (request.redirect === 'manual' || answer.status < 300 || answer.status >= 400 || location === undefined) {
        return { response: toResponse(request, url, answer), cutAt: answer.cutAt }
      }
      const next = new URL(location, url)
      if (next.origin !== url.origin) headers = pick(headers, KEPT_ON_FOREIGN_HOSTS)
      url = next
    }
    throw new Error('redirects without end')
  }

  return {
    requests,
    request: async (request) => {
      const { response, cutAt } = await send(request)
      if (cutAt !== undefined) throw broken()
      return response
    },
    stream: async (request) => {
      const { response, cutAt } = await send(request)
      return { ...response, body: chunked(response.body, cutAt), cancel: () => Promise.resolve() }
    },
  }
}

/** A clock whose sleeps pass at once. */
export function steppingClock(start = '2026-11-25T12:00:00Z'): Clock & { advance(milliseconds: number): void } {
  let now = Date.parse(start)
  const advance = (milliseconds: number): void => {
    now += milliseconds
  }
  return { now: () => new Date(now), advance, sleep: async (milliseconds) => advance(milliseconds) }
}

/** A client that talks to registry.example.com, with a password it gives to no one else. */
export function clientOver(
  host: Host,
  others: Readonly<Record<string, Host>> = {},
): { readonly client: RegistryClient; readonly http: HostClient } {
  const http = httpOver({ 'registry.example.com': host, ...others })
  const credential = { kind: 'basic', username: 'robot', password: 'secret' } as const
  const credentials = { find: () => Promise.resolve(credential) }
  return { client: createRegistryClient({ http, credentials, clock: steppingClock() }), http }
}

export interface BuiltManifest {
  readonly descriptor: Descriptor
  readonly bytes: Uint8Array
  /** What must be pushed before it. */
  readonly blobs: readonly Uint8Array[]
  readonly children: readonly BuiltManifest[]
}

/** Pushes an image with all below it, as a client would, and no tag. */
export async function pushImage(client: RegistryClient, name: ImageName, image: BuiltManifest): Promise<void> {
  for (const child of image.children) await pushImage(client, name, child)
  for (const blob of image.blobs) await pushBlob(client, name, blob)
  await client.putManifest(name, image.bytes, image.descriptor.mediaType)
}

export async function pushBlob(client: RegistryClient, name: ImageName, blob: Uint8Array): Promise<void> {
  await client.putBlob(name, blobOf(blob))
}

/** A small image whose content depends on `text` and platform only. */
export function anImage(
  text: string,
  architecture = 'amd64',
  more: Readonly<Record<string, unknown>> = {},
): BuiltManifest {
  const layer = bytesOf(`layer ${text} ${architecture}`.repeat(200))
  const config = bytesOf(
    JSON.stringify({ os: 'linux', architecture, rootfs: { type: 'layers', diff_ids: [digestOf(layer)] } }),
  )
  const content = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: pointer(OCI_CONFIG, config),
    layers: [pointer('application/vnd.oci.image.layer.v1.tar', layer)],
    ...more,
  }
  const bytes = bytesOf(JSON.stringify(content))
  const platform = { os: 'linux', architecture }
  return { descriptor: { ...pointer(OCI_MANIFEST, bytes), platform }, bytes, blobs: [config, layer], children: [] }
}

export function anIndex(
  children: readonly BuiltManifest[],
  more: Readonly<Record<string, unknown>> = {},
): BuiltManifest {
  const manifests = children.map(({ descriptor }) => descriptor)
  const bytes = bytesOf(JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests, ...more }))
  return { descriptor: pointer(OCI_INDEX, bytes), bytes, blobs: [], children }
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

export function pointer(mediaType: string, bytes: Uint8Array): { mediaType: string; digest: Digest; size: number } {
  return { mediaType, digest: digestOf(bytes), size: bytes.byteLength }
}

export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return Buffer.concat(await Array.fromAsync(chunks))
}

async function bodyOf({ body }: HttpRequest): Promise<Uint8Array> {
  if (body === undefined) return new Uint8Array()
  if (typeof body === 'string') return bytesOf(body)
  return body instanceof Uint8Array ? body : collect(body.open())
}

function toResponse(request: HttpRequest, url: URL, answer: HostAnswer): HttpResponse {
  const body = request.method === 'HEAD' ? '' : (answer.body ?? '')
  return {
    status: answer.status,
    headers: new Headers(answer.headers ?? {}),
    url,
    body: typeof body === 'string' ? bytesOf(body) : body,
  }
}

function refuse({ url }: HostRequest): HostAnswer {
  throw new Error(`no host ${url.host} in this test`)
}

function pick(headers: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name.toLowerCase())))
}

async function* chunked(body: Uint8Array, cutAt = Infinity): AsyncIterable<Uint8Array> {
  const end = Math.min(cutAt, body.byteLength)
  for (let offset = 0; offset < end; offset += CHUNK) {
    yield await Promise.resolve(body.subarray(offset, Math.min(end, offset + CHUNK)))
  }
  if (cutAt < Infinity) throw broken()
}

/** A connection that broke, as the real client says it. */
export function broken(): Error {
  return httpError('http-unreachable', {}, 'the connection broke')
}
