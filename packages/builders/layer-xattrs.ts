import { createHash } from 'node:crypto'

/** Where a record of a pax header (POSIX.1-2024, pax, "pax Extended Header") starts. Lengths do not count: bytes that are no UTF-8 were replaced. */
const START = /(?<=^|\n)(?=[1-9][0-9]{0,7} [^=\n]{1,1000}=)/
/** Names of extended attributes begin so (OCI image-spec, layer.md; star). */
const XATTR = /^[0-9]+ SCHILY\.xattr\./

/**
 * The extended attributes of a pax header as one text that is equal when they are, joined to those before it; empty for none.
 * Values are hashed: they may be long, and nobody reads them.
 */
export function readXattrs(header: string, before: string): string {
  const records = header.split(START).filter((record) => XATTR.test(record))
  if (records.length === 0) return before
  return createHash('sha256').update(before).update(records.toSorted().join('')).digest('base64')
}
