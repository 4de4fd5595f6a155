import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { digestOf } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { runtimeToken, startResultsService, type ResultsService } from '../testing/results-service.ts'
import { zipOf } from '../testing/zip.ts'
import { createGitHubArtifacts } from './github.ts'

let service: ResultsService
let temp: string
let heard: string[]

beforeAll(async () => {
  service = await startResultsService()
  Object.assign(process.env, { ACTIONS_RESULTS_URL: service.url, ACTIONS_RUNTIME_TOKEN: runtimeToken() })
})
afterAll(async () => {
  for (const name of ['ACTIONS_RESULTS_URL', 'ACTIONS_RUNTIME_TOKEN']) Reflect.deleteProperty(process.env, name)
  await service.close()
})
beforeEach(() => {
  temp = mkdtempSync(path.join(tmpdir(), 'promo-artifacts-'))
  heard = []
})
afterEach(() => {
  for (const fault of ['contentDisposition', 'status']) Reflect.deleteProperty(service.faults, fault)
})

const artifacts = createGitHubArtifacts({ temp: () => temp, log: { debug: (line) => void heard.push(line) } })

/** Everything written to standard output while the function runs. */
async function outputOf(run: () => Promise<unknown>): Promise<string> {
  const chunks: string[] = []
  const write = process.stdout.write.bind(process.stdout)
  process.stdout.write = (chunk: string | Uint8Array) => chunks.push(String(chunk)) > 0
  try {
    await run().catch(() => undefined)
  } finally {
    process.stdout.write = write
  }
  return chunks.join('')
}

describe('artifacts through the unmodified client', () => {
  test('come back as they were left, under the digest that crosses between jobs', async () => {
    const directory = path.join(temp, 'documents')
    mkdirSync(path.join(directory, 'sboms'), { recursive: true })
    writeFileSync(path.join(directory, 'scan.json'), '{}\n')
    writeFileSync(path.join(directory, 'sboms/catalog.spdx.json'), 'x'.repeat(100_000))
    const uploaded = await artifacts.upload('promo-scan-catalog-1', directory)
    const listed = await artifacts.list('promo-scan-')
    expect(listed).toMatchObject([{ name: 'promo-scan-catalog-1', id: uploaded.id, digest: uploaded.digest }])
    const received = await artifacts.download('promo-scan-catalog-1', { digest: uploaded.digest })
    expect(readFileSync(path.join(received, 'scan.json'), 'utf8')).toBe('{}\n')
    expect(readFileSync(path.join(received, 'sboms/catalog.spdx.json'), 'utf8')).toHaveLength(100_000)
    expect(received.startsWith(temp)).toBe(true)
  })

  test('are refused before they are unpacked when the archive is another one', async () => {
    service.put('promo-swapped-1', zipOf([['leg.json', '{}']]))
    await expectCode('artifact-mismatch', () =>
      artifacts.download('promo-swapped-1', { digest: digestOf('the real one') }),
    )
    const [directory = ''] = readdirSync(temp)
    expect(existsSync(path.join(temp, directory, 'content'))).toBe(false)
  })

  test('that nobody left are missing, and a name is used once', async () => {
    await expectCode('artifact-missing', () => artifacts.download('promo-absent-1'))
    const directory = path.join(temp, 'one')
    mkdirSync(directory)
    writeFileSync(path.join(directory, 'leg.json'), '{}')
    await artifacts.upload('promo-once-1', directory)
    await expectCode('artifact-taken', () => artifacts.upload('promo-once-1', directory))
  })

  test.each([
    ['leads-out', '../escape'],
    ['is-absolute', '/tmp/promo-escape'],
    ['has-backslashes', '..\\escape'],
  ])('with an entry whose name %s are refused', async (what, name) => {
    const archive = zipOf([[name, 'x']])
    service.put(what, archive)
    await expectCode('artifact-invalid', () => artifacts.download(what, { digest: digestOf(archive) }))
    expect(existsSync(path.join(temp, 'escape'))).toBe(false)
  })

  test('with one file twice, and what is no archive, are refused', async () => {
    service.put('promo-twice-1', zipOf([['leg.json', 'a'], ['leg.json', 'b']])) // prettier-ignore
    await expectCode('artifact-invalid', () => artifacts.download('promo-twice-1'))
    service.put('promo-html-1', Buffer.from('<html>not found</html>'))
    await expectCode('artifact-invalid', () => artifacts.download('promo-html-1'))
  })

  test('a file name from the service never becomes a runner command', async () => {
    service.put('promo-named-1', zipOf([['leg.json', '{}']]))
    service.faults.contentDisposition = `attachment; filename*=UTF-8''x%0A::add-mask::hello%0A::error::owned`
    const said = await outputOf(() => artifacts.download('promo-named-1'))
    for (const line of said.split('\n')) expect(line).not.toMatch(/^::(?!add-mask::secret-signature$)/)
    expect(heard.join('\n')).toContain('::add-mask::hello')
  })

  test('a link is not uploaded', async () => {
    const directory = path.join(temp, 'links')
    mkdirSync(directory)
    symlinkSync('/etc/passwd', path.join(directory, 'leg.json'))
    await expectCode('artifact-invalid', () => artifacts.upload('promo-link-1', directory))
    await expectCode('artifact-invalid', () => artifacts.upload('promo-nothing-1', path.join(temp, 'absent')))
  })

  test('an outage of the service is told apart from a mistake', async () => {
    service.faults.status = 403
    await expectCode('artifact-unavailable', () => artifacts.list('promo-'))
  })
})
