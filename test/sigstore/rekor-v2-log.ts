import { createHash, generateKeyPairSync, sign } from 'node:crypto'

export interface ProvenEntry {
  readonly [field: string]: unknown
}

/** A Rekor v2 log of one entry each time, which is its own root (rekor-v2-spec.md; C2SP, tlog-checkpoint.md). */
export interface RekorV2Log {
  /** The log as a trusted root has it. */
  readonly instance: object
  /** Logs a body and gives the entry of a bundle: a proof, no promise, no time. `origin` replaces the log's own name. */
  prove(body: object, origin?: string): ProvenEntry
}

export function createRekorV2Log(host: string): RekorV2Log {
  const keys = generateKeyPairSync('ed25519')
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' })
  const keyId = createHash('sha256').update(publicKey).digest()
  return {
    instance: {
      baseUrl: `https://${host}:3004`,
      hashAlgorithm: 'SHA2_256',
      publicKey: {
        rawBytes: publicKey.toString('base64'),
        keyDetails: 'PKIX_ED25519',
        validFor: { start: '2020-01-01T00:00:00Z' },
      },
      logId: { keyId: keyId.toString('base64') },
    },
    prove: (body, origin = host) => {
      const canonical = Buffer.from(JSON.stringify(body))
      const root = createHash('sha256').update(Buffer.of(0)).update(canonical).digest()
      const note = `${origin}\n1\n${root.toString('base64')}\n`
      const signature = Buffer.concat([keyId.subarray(0, 4), sign(null, Buffer.from(note), keys.privateKey)])
      return {
        logIndex: '0',
        logId: { keyId: keyId.toString('base64') },
        kindVersion: { kind: 'hashedrekord', version: '0.0.2' },
        integratedTime: '0',
        inclusionProof: {
          logIndex: '0',
          rootHash: root.toString('base64'),
          treeSize: '1',
          hashes: [],
          checkpoint: { envelope: `${note}\n\u2014 ${origin} ${signature.toString('base64')}\n` },
        },
        canonicalizedBody: canonical.toString('base64'),
      }
    },
  }
}
