import { Header } from 'tar'

/** One entry of a layer that a test makes. */
export interface TestEntry {
  readonly path: string
  readonly type?: 'File' | 'Directory' | 'SymbolicLink' | 'Link' | 'CharacterDevice'
  readonly content?: string
  readonly mode?: number
  readonly uid?: number
  readonly gid?: number
  readonly uname?: string
  readonly mtime?: Date
  readonly linkpath?: string
  readonly devmaj?: number
  readonly devmin?: number
  /** Extended attributes; characters up to U+007F. */
  readonly xattrs?: Readonly<Record<string, string>>
}

const MTIME = new Date('2026-11-25T10:00:00Z')
const BLOCK = 512

/** A tar of these entries, in pax form where an entry needs it. */
export function aLayer(entries: readonly TestEntry[]): Uint8Array {
  return Buffer.concat([...entries.map(entryBytes), Buffer.alloc(2 * BLOCK)])
}

function entryBytes({ content = '', mtime = MTIME, xattrs = {}, ...given }: TestEntry): Uint8Array {
  const body = Buffer.from(content)
  const records = Object.entries(xattrs).map(([name, value]) => record(`SCHILY.xattr.${name}`, value))
  if (mtime.getTime() % 1000 !== 0) records.push(record('mtime', String(mtime.getTime() / 1000)))
  const pax = Buffer.from(records.join(''))
  const own = { type: 'File', mode: 0o644, uid: 0, gid: 0, uname: '', gname: '', ...given } as const
  return Buffer.concat([
    ...(pax.length === 0 ? [] : [header({ path: 'pax', type: 'ExtendedHeader', size: pax.length }), padded(pax)]),
    header({ ...own, mtime, size: body.length }),
    padded(body),
  ])
}

/** Its own length is part of a record (POSIX.1-2024, pax). */
function record(name: string, value: string): string {
  const rest = ` ${name}=${value}\n`
  const length = (digits: number): number => Buffer.byteLength(rest) + digits
  const digits = String(length(2)).length
  return `${String(length(digits))}${rest}`
}

function header(fields: ConstructorParameters<typeof Header>[0]): Uint8Array {
  const block = Buffer.alloc(BLOCK)
  new Header(fields).encode(block, 0)
  return block
}

function padded(body: Uint8Array): Uint8Array {
  return Buffer.concat([body, Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK)])
}
