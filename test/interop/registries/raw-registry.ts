import { digestOf } from '@promo/core'
import type { BuiltManifest } from '@promo/registry/testing'

/** One repository, spoken to with nothing but fetch: what is seen here owes nothing to promo's client. */
export interface RawRepository {
  readonly name: string
  send(method: string, path: string | URL, more?: Omit<RequestInit, 'method'>): Promise<Response>
  /** Begins an upload and gives its address. */
  startUpload(): Promise<URL>
  /** Puts an image under a tag: its blobs, then the manifest. */
  push(image: BuiltManifest, tag: string): Promise<void>
}

export function rawRepository(host: string, repository: string): RawRepository {
  const base = `http://${host}/v2/${repository}/`
  const send = (method: string, path: string | URL, more = {}): Promise<Response> =>
    fetch(new URL(path, base), { ...more, method, redirect: 'manual' })

  async function startUpload(): Promise<URL> {
    return locationOf(wanted(await send('POST', 'blobs/uploads/'), 202))
  }

  async function pushBlob(bytes: Uint8Array): Promise<void> {
    wanted(await send('PUT', withDigest(await startUpload(), bytes), octets(bytes)), 201)
  }

  return {
    name: repository,
    send,
    startUpload,
    push: async ({ blobs, bytes, descriptor }, tag) => {
      for (const blob of blobs) await pushBlob(blob)
      const headers = { 'content-type': descriptor.mediaType }
      wanted(await send('PUT', `manifests/${tag}`, { headers, body: Buffer.from(bytes) }), 201)
    },
  }
}

/** The address that an answer names for the next request (OCI distribution-spec, "Pushing blobs"). */
export function locationOf(answer: Response): URL {
  const location = answer.headers.get('location')
  if (location === null) throw new Error(`${answer.url} names no location`)
  return new URL(location, answer.url)
}

/** The address that ends an upload of these bytes. */
export function withDigest(location: URL, bytes: Uint8Array): URL {
  const url = new URL(location)
  url.searchParams.set('digest', digestOf(bytes))
  return url
}

export function octets(bytes: Uint8Array): { headers: Record<string, string>; body: Buffer<ArrayBuffer> } {
  return { headers: { 'content-type': 'application/octet-stream' }, body: Buffer.from(bytes) }
}

/** The answer, when it has the status that was wanted. */
export function wanted(answer: Response, status: number): Response {
  if (answer.status !== status) throw new Error(`${answer.url} answered ${answer.status}, wanted ${status}`)
  return answer
}
