import type { Handler, SandboxResponse } from '../network/index.ts'
import { canonicalEntry } from './rekor-entries.ts'
import type { LoggedEntry, TransparencyLog } from './transparency-log.ts'

export const REKOR_HOST = 'rekor.sigstore.dev'

const ENTRIES = '/api/v1/log/entries'

/** Rekor v1's API over a log: create an entry (409 with its place when it is there), get one by UUID or index, public key, state. */
export function createRekorHandler(log: TransparencyLog): Handler {
  return async (request) => {
    const { pathname, searchParams } = request.url
    if (pathname === ENTRIES && request.method === 'POST') return createEntry(log, request.body)
    if (request.method !== 'GET') return answer(405, { code: 405, message: 'method not allowed' })
    if (pathname === ENTRIES) return found(log.entryAt(Number(searchParams.get('logIndex'))))
    if (pathname === '/api/v1/log/publicKey') {
      return { status: 200, headers: { 'content-type': 'application/x-pem-file' }, body: pem(log.publicKey) }
    }
    if (pathname === '/api/v1/log') return answer(200, { treeSize: log.size })
    const uuid = pathname.startsWith(`${ENTRIES}/`) ? pathname.slice(ENTRIES.length + 1) : ''
    const entry = log.entry(uuid)
    return found(entry === undefined ? undefined : { uuid, entry })
  }
}

function createEntry(log: TransparencyLog, body: Uint8Array): SandboxResponse {
  let canonical: unknown
  try {
    canonical = canonicalEntry(JSON.parse(Buffer.from(body).toString()))
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable'
    return answer(400, { code: 400, message: `error processing entry: ${reason}` })
  }
  const { uuid, added } = log.append(canonical)
  // cosign reads the UUID from ETag and panics without it.
  const headers = { location: `${ENTRIES}/${uuid}`, etag: uuid }
  if (added) return answer(201, { [uuid]: log.entry(uuid) }, headers)
  const message = `an equivalent entry already exists in the transparency log with UUID ${uuid}`
  return answer(409, { code: 409, message }, headers)
}

function found(result: { readonly uuid: string; readonly entry: LoggedEntry } | undefined): SandboxResponse {
  return result === undefined
    ? answer(404, { code: 404, message: 'entry not found' })
    : answer(200, { [result.uuid]: result.entry })
}

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

function pem(der: Buffer): string {
  return `-----BEGIN PUBLIC KEY-----\n${der.toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd()}\n-----END PUBLIC KEY-----\n`
}
