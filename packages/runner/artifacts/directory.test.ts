import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { createMemoryRunner } from '../memory-runner.ts'

function documents(directory: string, text: string): string {
  const folder = path.join(directory, `documents-${text}`)
  mkdirSync(path.join(folder, 'sboms'), { recursive: true })
  writeFileSync(path.join(folder, 'sboms', 'catalog.json'), text)
  return folder
}

test('artifacts of one run pass between its runners and are refused when they were changed', async () => {
  const producer = createMemoryRunner()
  const consumer = createMemoryRunner({ directory: producer.directory })
  const { digest } = await producer.artifacts.upload('promo-scan-1', documents(producer.directory, 'one'))
  const received = await consumer.artifacts.download('promo-scan-1', { digest })
  expect(readFileSync(path.join(received, 'sboms/catalog.json'), 'utf8')).toBe('one')
  expect(await consumer.artifacts.list('promo-')).toMatchObject([{ name: 'promo-scan-1', digest }])
  writeFileSync(path.join(producer.directory, 'artifacts/promo-scan-1/sboms/catalog.json'), 'two')
  await expectCode('artifact-mismatch', () => consumer.artifacts.download('promo-scan-1', { digest }))
})

test('a name is used once and must exist to be read', async () => {
  const { artifacts, directory } = createMemoryRunner()
  await artifacts.upload('promo-scan-1', documents(directory, 'one'))
  await expectCode('artifact-taken', () => artifacts.upload('promo-scan-1', documents(directory, 'two')))
  await expectCode('artifact-missing', () => artifacts.download('promo-scan-2'))
  expect(await createMemoryRunner().artifacts.list('promo-')).toEqual([])
})
