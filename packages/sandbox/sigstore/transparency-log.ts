import { createHash, generateKeyPairSync, sign, type KeyObject, type KeyPairKeyObjectResult } from 'node:crypto'
import type { Clock } from '@promo/core'
import { json } from '@sigstore/core'
import { inclusionPath, leafHash, rootOf } from './merkle.ts'

/** Name of the log in its checkpoints: the host, without scheme. */
export const LOG_ORIGIN = 'rekor.sigstore.dev'
/** Rekor's trees have a 64-bit id; an entry's UUID is that id and its leaf hash. */
const TREE_ID = '00000000005a4d42'
/** The log has older shards, as the public one has: an entry's index in the log is not its index in the tree. */
const FIRST_INDEX = 4_163_431

/** One entry as Rekor v1's API gives it (rekor, openapi.yaml, LogEntry). */
export interface LoggedEntry {
  readonly body: string
  readonly integratedTime: number
  readonly logID: string
  readonly logIndex: number
  readonly verification: {
    readonly inclusionProof: {
      readonly checkpoint: string
      readonly hashes: readonly string[]
      readonly logIndex: number
      readonly rootHash: string
      readonly treeSize: number
    }
    readonly signedEntryTimestamp: string
  }
}

export interface TransparencyLog {
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer
  readonly size: number
  /** Appends the canonical body; an equal body is in the log once. */
  append(body: unknown): { readonly uuid: string; readonly added: boolean }
  /** The entry with a proof against the tree as it is now. */
  entry(uuid: string): LoggedEntry | undefined
  entryAt(logIndex: number): { readonly uuid: string; readonly entry: LoggedEntry } | undefined
}

/** How a log counts, and what its checkpoints begin with. */
export interface LogShape {
  readonly host: string
  /** Line that names the log in a checkpoint. */
  readonly origin: string
  readonly firstIndex: number
}

const FIRST_API: LogShape = {
  host: LOG_ORIGIN,
  origin: `${LOG_ORIGIN} - ${BigInt(`0x${TREE_ID}`).toString()}`,
  firstIndex: FIRST_INDEX,
}

/** A log of the second API is its host's only one, and counts from its first leaf. */
export function tilesShape(host: string): LogShape {
  return { host, origin: host, firstIndex: 0 }
}

interface LogPorts {
  readonly clock: Clock
  readonly shape?: LogShape
  /** ECDSA over SHA-256, or Ed25519 as newer logs have it. Default: a new pair on P-256. */
  readonly keys?: KeyPairKeyObjectResult
}

/** An append-only Merkle log in memory that proves what it holds (RFC 6962) and signs checkpoints and entry timestamps. */
export function createTransparencyLog(ports: LogPorts): TransparencyLog {
  const { shape = FIRST_API, keys = generateKeyPairSync('ec', { namedCurve: 'P-256' }) } = ports
  const publicKey = keys.publicKey.export({ format: 'der', type: 'spki' })
  const logId = createHash('sha256').update(publicKey).digest()
  const leaves: { readonly body: Buffer; readonly hash: Buffer; readonly time: number }[] = []

  const signText = textSigner(keys.privateKey)

  const entry = (uuid: string): LoggedEntry | undefined => {
    const hash = uuid.slice(-64)
    const index = leaves.findIndex((leaf) => leaf.hash.toString('hex') === hash)
    const leaf = leaves[index]
    if (leaf === undefined) return undefined
    const hashes = leaves.map((each) => each.hash)
    const root = rootOf(hashes)
    const signed = {
      body: leaf.body.toString('base64'),
      integratedTime: leaf.time,
      logID: logId.toString('hex'),
      logIndex: shape.firstIndex + index,
    }
    return {
      ...signed,
      verification: {
        inclusionProof: {
          checkpoint: checkpoint(shape, { root, size: leaves.length }, logId, signText),
          hashes: inclusionPath(hashes, index).map((each) => each.toString('hex')),
          logIndex: index,
          rootHash: root.toString('hex'),
          treeSize: leaves.length,
        },
        signedEntryTimestamp: signText(json.canonicalize(signed)).toString('base64'),
      },
    }
  }

  return {
    publicKey,
    get size() {
      return leaves.length
    },
    append: (content) => {
      const body = Buffer.from(json.canonicalize(content))
      const hash = leafHash(body)
      const added = !leaves.some((leaf) => leaf.hash.equals(hash))
      if (added) leaves.push({ body, hash, time: Math.floor(ports.clock.now().getTime() / 1000) })
      return { uuid: TREE_ID + hash.toString('hex'), added }
    },
    entry,
    entryAt: (logIndex) => {
      const leaf = leaves[logIndex - shape.firstIndex]
      const uuid = leaf === undefined ? '' : TREE_ID + leaf.hash.toString('hex')
      const found = entry(uuid)
      return found === undefined ? undefined : { uuid, entry: found }
    },
  }
}

function textSigner(key: KeyObject): (text: string) => Buffer {
  const hash = key.asymmetricKeyType === 'ed25519' ? null : 'sha256'
  return (text) => sign(hash, Buffer.from(text), key)
}

/** A signed tree head as a note (C2SP, tlog-checkpoint.md); the key hint is the start of the log's id. */
function checkpoint(
  { host, origin }: LogShape,
  { root, size }: { readonly root: Buffer; readonly size: number },
  logId: Buffer,
  signText: (text: string) => Buffer,
): string {
  const note = `${origin}\n${String(size)}\n${root.toString('base64')}\n`
  const signature = Buffer.concat([logId.subarray(0, 4), signText(note)])
  return `${note}\n\u2014 ${host} ${signature.toString('base64')}\n`
}
