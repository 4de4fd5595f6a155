import { createHash } from 'node:crypto'

/** RFC 6962 section 2.1: leaves and nodes are hashed under different prefixes, so that neither can pass for the other. */
const LEAF = Buffer.from([0])
const NODE = Buffer.from([1])

export function leafHash(leaf: Uint8Array): Buffer {
  return createHash('sha256').update(LEAF).update(leaf).digest()
}

/** Root of the tree over the leaf hashes (RFC 6962 section 2.1). */
export function rootOf(hashes: readonly Buffer[]): Buffer {
  const [only] = hashes
  if (only === undefined) return createHash('sha256').digest()
  if (hashes.length === 1) return only
  const split = splitPoint(hashes.length)
  return nodeHash(rootOf(hashes.slice(0, split)), rootOf(hashes.slice(split)))
}

/** Audit path of the leaf at the index, nearest sibling first (RFC 6962 section 2.1.1). */
export function inclusionPath(hashes: readonly Buffer[], index: number): readonly Buffer[] {
  if (hashes.length <= 1) return []
  const split = splitPoint(hashes.length)
  const [left, right] = [hashes.slice(0, split), hashes.slice(split)]
  return index < split
    ? [...inclusionPath(left, index), rootOf(right)]
    : [...inclusionPath(right, index - split), rootOf(left)]
}

function nodeHash(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update(NODE).update(left).update(right).digest()
}

/** The largest power of two smaller than the size. */
function splitPoint(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1))
}
