import type { Bundle } from '@sigstore/bundle'
import type { TransparencyLogEntry } from '@sigstore/protobuf-specs'
import type { TrustMaterial } from '@sigstore/verify'
import { malformed } from './errors.ts'
import { namesSigner, nameOf, type LoggedSigner } from './logged-signer.ts'

/** Kinds of entry that can be about each content (sigstore-go, pkg/verify/tlog.go). */
const KINDS: Readonly<Record<Bundle['content']['$case'], readonly string[]>> = {
  dsseEnvelope: ['dsse/0.0.1', 'intoto/0.0.2', 'hashedrekord/0.0.2'],
  messageSignature: ['hashedrekord/0.0.1', 'hashedrekord/0.0.2'],
}

const REKOR_V2 = 'hashedrekord/0.0.2'

type Log = TrustMaterial['tlogs'][number]

/**
 * What the library leaves out about the log entries that it verified: that they are of a kind which fits the content, were
 * made with this certificate or key, in a log of that name, by a key of the log that was in use then (client-spec.md, 4.4;
 * rekor-v2-spec.md, 7.2). Throws `bundle-invalid`, to be given a code by the caller.
 */
export function assertLogged(
  bundle: Bundle,
  signer: LoggedSigner,
  logs: readonly Log[],
  signedAt: Date | undefined,
): void {
  for (const entry of bundle.verificationMaterial.tlogEntries) {
    if (!KINDS[bundle.content.$case].includes(nameOf(entry))) {
      throw malformed(`a log entry of kind ${nameOf(entry)} cannot be about its content`)
    }
    if (!namesSigner(entry, signer)) throw malformed('a log entry is about another certificate or key')
    const log = logs.find(({ logID }) => logID.equals(entry.logId.keyId))
    if (log === undefined) throw malformed('a log entry is of a log that the trusted root does not name')
    assertCheckpoint(entry, log)
    // Otherwise the log's own time was compared, with its promise.
    if (entry.inclusionPromise === undefined) assertInUse(log, signedAt)
  }
}

/** The proof repeats size and root of the checkpoint: what differs was put together from two (C2SP, tlog-checkpoint.md). */
function assertCheckpoint(entry: TransparencyLogEntry, { baseURL }: Log): void {
  const proof = entry.inclusionProof
  if (proof === undefined) return
  const [origin, size, root = ''] = (proof.checkpoint?.envelope ?? '').split('\n')
  if (size !== proof.treeSize || !Buffer.from(root, 'base64').equals(proof.rootHash)) {
    throw malformed('its inclusion proof is for another checkpoint')
  }
  if (nameOf(entry) === REKOR_V2 && origin !== hostOf(baseURL)) {
    throw malformed('the checkpoint is of a log with another name')
  }
}

/**
 * Logs for the library's look at a checkpoint of Rekor v1. It wants the name in it to be a part of the log's address, but v1
 * signs under whatever its host is called (a pod of a private instance), and other clients leave that name alone (sigstore-go,
 * pkg/tlog/entry.go, VerifyInclusion): the key decides. A checkpoint's text holds its own name. Rekor v2 is left as it is.
 */
export function namedLogs(bundle: Bundle, logs: readonly Log[]): Log[] {
  const entries = bundle.verificationMaterial.tlogEntries.filter((entry) => nameOf(entry) !== REKOR_V2)
  return logs.map((log) => {
    const own = entries.filter(({ logId }) => logId !== undefined && log.logID.equals(logId.keyId))
    if (own.length === 0) return log
    return { ...log, baseURL: own.map(({ inclusionProof }) => inclusionProof?.checkpoint?.envelope ?? '').join('\n') }
  })
}

/** A Rekor v2 log signs checkpoints under its host name, without a port (rekor-tiles, sigstore-go pkg/verify/tlog.go). */
function hostOf(baseUrl: string): string | undefined {
  return URL.canParse(baseUrl) ? new URL(baseUrl).hostname : undefined
}

function assertInUse({ validFor }: Log, signedAt: Date | undefined): void {
  const { start, end } = validFor
  // Without any time the key can be vouched for only while it has no end.
  const holds = signedAt === undefined ? end.getTime() >= END_OF_TIME : start <= signedAt && signedAt <= end
  if (!holds) throw malformed('the key of the log was not in use at the time of the signature')
}

/** What @sigstore/verify (trust/index.ts) takes for a validity without an end: the last time that a Date can hold. */
const END_OF_TIME = 8_640_000_000_000_000
