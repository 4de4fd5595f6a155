import { afterEach, describe, expect, test } from '@jest/globals'
import {
  aStage,
  expectFailed,
  expectPassed,
  FRESH,
  replay,
  reports,
  SOURCE,
  type Played,
  type Stage,
} from '../testing.ts'

let stage: Stage
afterEach(() => stage.close())

/** grype's report with the database of a time, over our image. */
const grypeAt = (built: string): Played =>
  replay('grype/image-debian', (report) => {
    const parsed = JSON.parse(report) as {
      descriptor: { db: { status: object } }
      source: { target: object }
    }
    parsed.descriptor.db.status = { schemaVersion: 'v6.1.10', built }
    parsed.source.target = { manifestDigest: stage.image.digest }
    return JSON.stringify(parsed)
  })

describe('grype', () => {
  test('scans the image it was given', async () => {
    stage = aStage({ grype: (command) => grypeAt(FRESH)(command) })
    expect(expectPassed(await stage.scanners.scan('grype', stage.image))).toHaveLength(2)
  })

  test('a stale database makes the scan incomplete, and its age is told', async () => {
    stage = aStage({ grype: (command) => grypeAt('2026-11-20T00:00:00Z')(command) })
    const scanned = await stage.scanners.scan('grype', stage.image)
    expectFailed(scanned, 'database-stale')
    expect(scanned.tool.database?.updatedAt).toBe('2026-11-20T00:00:00Z')
  })

  test('another image than the one it was given is refused', async () => {
    stage = aStage({ grype: replay('grype/image-debian') })
    expectFailed(await stage.scanners.scan('grype', stage.image), 'scanned-other-image')
  })

  test('asks for its database once, with the network of the job, and scans without', async () => {
    const grype: Played = (command) => (command.args[0] === 'db' ? {} : grypeAt(FRESH)(command))
    stage = aStage({ grype }, { offline: false, grypeDatabase: 'https://db.example/databases' })
    await Promise.all([1, 2].map(() => stage.scanners.scan('grype', stage.image)))
    const [update, ...scans] = stage.runs
    expect(update?.env).toMatchObject({ GRYPE_DB_UPDATE_URL: 'https://db.example/databases', PATH: '/nowhere' })
    expect(update?.env['HTTPS_PROXY']).toBeUndefined()
    expect(scans.map(({ env }) => [env['HTTPS_PROXY'], env['PATH'], env['GRYPE_DB_AUTO_UPDATE']])).toEqual([
      ['http://127.0.0.1:9', '', 'false'],
      ['http://127.0.0.1:9', '', 'false'],
    ])
  })

  test.each(['http://db.example/databases', 'https://user:secret@db.example/', 'file:///etc', 'somewhere'])(
    'takes no database from %s',
    async (grypeDatabase) => {
      stage = aStage({}, { offline: false, grypeDatabase })
      const message = expectFailed(await stage.scanners.scan('grype', SOURCE), 'database-refused')
      expect(message).not.toContain('secret')
      expect(stage.runs).toEqual([])
    },
  )

  test.each<[string, string, Played]>([
    ['no database', 'scanner-failed', replay('grype/db-absent')],
    ['a corrupt database', 'scanner-failed', replay('grype/db-corrupt')],
    ['exit code 2', 'scanner-failed', reports('--file', '{}', 2)],
  ])('%s is no clean scan', async (_what, code, grype) => {
    stage = aStage({ grype })
    expectFailed(await stage.scanners.scan('grype', SOURCE), code)
  })
})
