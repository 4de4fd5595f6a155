import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readConfig, type TrustList } from '@promo/core'
import { listTrust } from '@promo/policy'
import { readTrust } from '@promo/promotion'
import { readFileWithin } from '../commands/read-file.ts'

/** No file that people review is larger. */
export const CONFIG_LIMIT = 1024 * 1024

/** Whom a promo.yaml of this machine trusts, its keys read beside it; throws what reading them throws. */
export async function readTrustList(file: string, at: Date): Promise<TrustList> {
  const config = readConfig(readFileWithin(file, CONFIG_LIMIT))
  const { file: trust, accepted } = await readTrust(config, (path) => {
    const place = join(dirname(file), path)
    return Promise.resolve(existsSync(place) ? readFileWithin(place, CONFIG_LIMIT) : undefined)
  })
  const keys = trust.keys.flatMap((entry) => {
    const key = accepted.keys.find(({ keyId }) => keyId === entry.keyId)?.key
    return key === undefined ? [] : [{ ...entry, publicKey: key.export({ type: 'spki', format: 'pem' }).toString() }]
  })
  return listTrust(trust, keys, at)
}
