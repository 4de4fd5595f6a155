import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { digestOf } from '@promo/core'

interface Stored {
  readonly name: string
  readonly id: number
  readonly bytes: Buffer
}

/** What a hostile or broken service does differently. */
export interface ServiceFaults {
  contentDisposition?: string
  status?: number
}

export interface ResultsService {
  readonly url: string
  readonly faults: ServiceFaults
  put(name: string, bytes: Buffer): void
  close(): Promise<void>
}

/** The part of GitHub's results service that the artifact client uses: Twirp calls and an Azure block blob. */
export async function startResultsService(): Promise<ResultsService> {
  const store = new ArtifactStore()
  const faults: ServiceFaults = {}
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', origin())
    void read(request).then((body) => {
      if (url.pathname.startsWith('/twirp/')) answerCall(store, faults, url, body, response)
      else if (request.method === 'GET') sendBlob(store, faults, url, response)
      else response.writeHead(store.write(url, body)).end()
    })
  })
  const origin = (): string => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  await listen(server)
  return { url: origin(), faults, put: (name, bytes) => store.put(name, bytes), close: () => closeServer(server) }
}

type Fields = Readonly<Record<string, string>>

class ArtifactStore {
  readonly #artifacts: Stored[] = []
  readonly #blocks = new Map<string, Map<string, Buffer>>()

  put(name: string, bytes: Buffer): void {
    this.#artifacts.push({ name, id: this.#artifacts.length + 1, bytes })
  }

  newest(name: string | undefined): Stored | undefined {
    return this.#artifacts.findLast((artifact) => artifact.name === name)
  }

  matching({ name_filter: name, id_filter: id }: Fields): readonly Stored[] {
    return this.#artifacts.filter(
      (stored) => (name ?? stored.name) === stored.name && (id ?? String(stored.id)) === String(stored.id),
    )
  }

  /** Azure "Put Block" and "Put Block List". */
  write(url: URL, body: Buffer): number {
    const name = nameIn(url)
    const blocks = this.#blocks.get(name) ?? new Map<string, Buffer>()
    this.#blocks.set(name, blocks)
    if (url.searchParams.get('comp') === 'block') blocks.set(url.searchParams.get('blockid') ?? '', body)
    else {
      const order = [...body.toString().matchAll(/<Latest>([^<]*)<\/Latest>/g)].map(([, id = '']) => id)
      this.put(name, Buffer.concat(order.map((id) => blocks.get(id) ?? Buffer.alloc(0))))
    }
    return 201
  }
}

const CALLS: Readonly<Record<string, (store: ArtifactStore, fields: Fields, blob: string) => unknown>> = {
  CreateArtifact: (store, { name }, blob) =>
    store.newest(name) === undefined ? { ok: true, signed_upload_url: blob } : undefined,
  FinalizeArtifact: (store, { name }) => ({ ok: true, artifact_id: String(store.newest(name)?.id) }),
  ListArtifacts: (store, fields) => ({ artifacts: store.matching(fields).map(listed) }),
  GetSignedArtifactURL: (_store, _fields, blob) => ({ signed_url: blob }),
}

function answerCall(
  store: ArtifactStore,
  faults: ServiceFaults,
  url: URL,
  body: Buffer,
  response: ServerResponse,
): void {
  const fields = JSON.parse(body.toString()) as Fields
  const blob = `${url.origin}/blob/${encodeURIComponent(fields['name'] ?? '')}?sig=secret-signature`
  const answer = faults.status === undefined ? CALLS[nameIn(url)]?.(store, fields, blob) : undefined
  response.writeHead(answer === undefined ? (faults.status ?? 409) : 200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(answer ?? { code: 'refused', msg: 'an artifact with this name already exists' }))
}

function sendBlob(store: ArtifactStore, faults: ServiceFaults, url: URL, response: ServerResponse): void {
  const disposition =
    faults.contentDisposition === undefined ? {} : { 'content-disposition': faults.contentDisposition }
  response.writeHead(200, { 'content-type': 'application/zip', ...disposition })
  response.end(store.newest(nameIn(url))?.bytes)
}

function listed({ id, name, bytes }: Stored): unknown {
  return {
    workflow_run_backend_id: 'run',
    workflow_job_run_backend_id: 'job',
    database_id: String(id),
    name,
    size: String(bytes.length),
    created_at: '2026-11-25T10:00:00Z',
    digest: digestOf(bytes),
  }
}

function nameIn(url: URL): string {
  return decodeURIComponent(url.pathname.split('/').at(-1) ?? '')
}

/** A token that the client can decode; the service does not look at it. */
export function runtimeToken(): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'none' })}.${part({ scp: 'Actions.Results:run:job' })}.x`
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
