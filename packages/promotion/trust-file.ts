import { asPromoError, decodeText, type CommitSha, type Config, type RepositoryName, type TrustKey } from '@promo/core'
import type { Forge } from '@promo/forge'
import type { TrustFile } from '@promo/policy'
import { readPublicKey, type AcceptedKeys, type PublicKey } from '@promo/sigstore'
import { promotionError } from './errors.ts'

/** Who is trusted, and the keys that evidence may be read with. */
export interface ReadTrust {
  readonly file: TrustFile
  readonly accepted: AcceptedKeys
}

/** A PEM file with one public key has less than a kilobyte. */
const KEY_LIMIT = 64 * 1024

/** The bytes of one file beside promo.yaml; undefined when there is none. */
export type ReadKeyFile = (path: string) => Promise<Uint8Array | undefined>

/** The trust of promo.yaml with its keys as Git objects of the same commit; throws what `readTrust` throws. */
export function readTrustAt(
  forge: Pick<Forge, 'readFile'>,
  repository: RepositoryName,
  commit: CommitSha,
  config: Pick<Config, 'trust'>,
): Promise<ReadTrust> {
  return readTrust(config, (path) => forge.readFile(repository, commit, path))
}

/**
 * Reads the public keys that `trust.keys` names, revoked ones too: what they signed is found and refused by name. Signatures
 * without a log are read as well; without a trusted time the policy decides. Throws `trust-key-absent`,
 * `trust-key-unusable`, and `trust-key-repeated` when two entries hold one key: a revocation of one would not hold for the other.
 */
export async function readTrust({ trust }: Pick<Config, 'trust'>, read: ReadKeyFile): Promise<ReadTrust> {
  const keys = await Promise.all(trust.keys.map(async (entry) => ({ entry, key: await readKey(entry, read) })))
  const ids = keys.map(({ key }) => key.keyId)
  const repeated = keys.filter(({ key }, index) => ids.indexOf(key.keyId) !== index).map(({ entry }) => entry.id)
  if (repeated.length > 0)
    throw promotionError('trust-key-repeated', { repeated }, `${repeated.join(', ')} is a key that is listed before`)
  const file = { signers: trust.signers, keys: keys.map(({ entry, key: { keyId } }) => ({ ...entry, keyId })) }
  return { file, accepted: { keys: keys.map(({ key }) => key), unlogged: true } }
}

async function readKey({ id, 'public-key': path }: TrustKey, read: ReadKeyFile): Promise<PublicKey> {
  const bytes = await read(path)
  if (bytes === undefined) throw promotionError('trust-key-absent', { id, path }, `key ${id}: there is no ${path}`)
  try {
    return readPublicKey(decodeText(bytes, KEY_LIMIT))
  } catch (cause) {
    throw promotionError('trust-key-unusable', { id, path }, `key ${id} (${path}): ${asPromoError(cause).message}`, {
      cause,
    })
  }
}
