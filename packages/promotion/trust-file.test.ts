import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { readConfig } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { readTrust, type ReadTrust } from './trust-file.ts'

const aKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' }).toString()
const [OLD, NEW] = [aKey(), aKey()]

function read(files: Readonly<Record<string, string>>): Promise<ReadTrust> {
  const entry = (id: string): string => `{ id: ${id}, public-key: ${id}.pub, roles: [signature] }`
  const config = readConfig(`version: 1\nimages: {}\ntrust: { keys: [${entry('old')}, ${entry('new')}] }\n`)
  return readTrust(config, async (path) => {
    const text = files[path]
    return text === undefined ? undefined : Buffer.from(text)
  })
}

test('the keys of promo.yaml are read with the ids by which signatures name them', async () => {
  const { file, accepted } = await read({ 'old.pub': OLD, 'new.pub': NEW })
  expect(file.keys.map(({ id }) => id)).toEqual(['old', 'new'])
  expect(file.keys.map(({ keyId }) => keyId)).toEqual(accepted.keys.map(({ keyId }) => keyId))
})

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['that is not there', { 'old.pub': OLD }, 'trust-key-absent'],
  ['that is no key', { 'old.pub': OLD, 'new.pub': 'x' }, 'trust-key-unusable'],
  ['that is two keys', { 'old.pub': OLD, 'new.pub': NEW + OLD }, 'trust-key-unusable'],
  ['that is listed twice', { 'old.pub': OLD, 'new.pub': OLD }, 'trust-key-repeated'],
])('a key %s is refused', (_what, files, code) => expectCode(code, () => read(files)))
