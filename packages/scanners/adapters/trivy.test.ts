import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { Scanned } from '../scanners.ts'
import {
  aStage,
  CONFIG_DIGEST,
  expectFailed,
  expectPassed,
  FRESH,
  option,
  putTrivyDatabase,
  replay,
  reports,
  SOURCE,
  type Played,
  type Stage,
} from '../testing.ts'

let stage: Stage
afterEach(() => stage.close())

const trivyOfImage = (imageId: string): Played =>
  replay('trivy/image-debian', (report) => report.replace(/"ImageID": ?"[^"]+"/, `"ImageID":"${imageId}"`))

describe('Trivy', () => {
  test('scans the image it was given, and says how old its database is', async () => {
    stage = aStage({ trivy: trivyOfImage(CONFIG_DIGEST) })
    putTrivyDatabase(stage, FRESH)
    const scanned = await stage.scanners.scan('trivy', stage.image)
    expect(expectPassed(scanned)).toHaveLength(3)
    expect(scanned.tool.database).toEqual({ version: '2', updatedAt: '2026-12-01T06:00:00Z' })
  })

  test('another image than the one it was given is refused', async () => {
    stage = aStage({ trivy: trivyOfImage(`sha256:${'0'.repeat(64)}`) })
    putTrivyDatabase(stage, FRESH)
    expectFailed(await stage.scanners.scan('trivy', stage.image), 'scanned-other-image')
  })

  test('a layout that holds something else is refused', async () => {
    stage = aStage({ trivy: trivyOfImage(CONFIG_DIGEST) })
    putTrivyDatabase(stage, FRESH)
    writeFileSync(join(stage.image.layout, 'index.json'), JSON.stringify({ manifests: [] }))
    expectFailed(await stage.scanners.scan('trivy', stage.image), 'scanned-other-image')
  })

  test.each([
    ['older than allowed', '2026-11-28T11:59:59Z', 'database-stale'],
    ['from the future', '2026-12-03T12:00:00Z', 'database-stale'],
    ['without a time', '0001-01-01T00:00:00Z', 'database-unreadable'],
    ['with no time at all', 'yesterday', 'database-unreadable'],
  ])('a database %s makes the scan incomplete, though Trivy says nothing', async (_what, updatedAt, code) => {
    stage = aStage({ trivy: trivyOfImage(CONFIG_DIGEST) })
    putTrivyDatabase(stage, updatedAt)
    expectFailed(await stage.scanners.scan('trivy', stage.image), code)
  })

  test('a database at the age limit will do', async () => {
    stage = aStage({ trivy: trivyOfImage(CONFIG_DIGEST) })
    putTrivyDatabase(stage, '2026-11-28T12:00:00Z')
    expectPassed(await stage.scanners.scan('trivy', stage.image))
  })

  test('no database is no clean scan', async () => {
    stage = aStage({ trivy: trivyOfImage(CONFIG_DIGEST) })
    expectFailed(await stage.scanners.scan('trivy', stage.image), 'database-unreadable')
  })

  test('asks each repository for the database once, however many scans wait for it', async () => {
    const trivy: Played = (command) => {
      if (!command.args.includes('--download-db-only')) return trivyOfImage(CONFIG_DIGEST)(command)
      if (option(command, '--db-repository') === 'one.example/db:2') return replay('trivy/db-nf')(command)
      putTrivyDatabase(stage, FRESH)
      return {}
    }
    stage = aStage(
      { trivy },
      { offline: false, databases: ['one.example/db:2', 'two.example/db:2', 'three.example/db:2'] },
    )
    const scans = await Promise.all([1, 2, 3].map(() => stage.scanners.scan('trivy', stage.image)))
    scans.map(expectPassed)
    const asked = stage.runs.filter(({ args }) => args.includes('--download-db-only'))
    expect(asked.map((run) => option(run, '--db-repository'))).toEqual(['one.example/db:2', 'two.example/db:2'])
  })

  test('no repository with a database ends every scan, with what each said', async () => {
    stage = aStage(
      { trivy: replay('trivy/db-r429') },
      { offline: false, databases: ['one.example/db:2', 'two.example/db:2'] },
    )
    const [first, second] = await Promise.all([1, 2].map(() => stage.scanners.scan('trivy', stage.image)))
    const message = expectFailed(first as Scanned, 'database-unavailable')
    expect(message).toContain('one.example/db:2')
    expectFailed(second as Scanned, 'database-unavailable')
    expect(stage.runs).toHaveLength(2)
  })

  test('gets the Java database only when there are Java archives, and scans again', async () => {
    let java = false
    const trivy: Played = (command) => {
      if (command.args.includes('--download-java-db-only')) java = true
      else if (command.args.includes('--input'))
        return java
          ? trivyOfImage(CONFIG_DIGEST)(command)
          : { code: 1, stderr: "'--skip-java-db-update' cannot be specified on the first run" }
      return {}
    }
    stage = aStage({ trivy }, { offline: false, databases: ['one.example/db:2'] })
    putTrivyDatabase(stage, FRESH)
    expectPassed(await stage.scanners.scan('trivy', stage.image))
  })

  test.each<[string, string, Played]>([
    ['a panic', 'scanner-failed', replay('trivy/db-truncated')],
    ['an empty directory', 'nothing-scanned', replay('trivy/fs-empty')],
    ['exit code 0 without a report', 'report-unreadable', () => ({})],
    ['a report that is cut', 'report-unreadable', replay('trivy/fs-dirty', (report) => report.slice(0, -100))],
    ['a report that is a page', 'report-unreadable', reports('--output', '<html>')],
  ])('%s is no clean scan', async (_what, code, trivy) => {
    stage = aStage({ trivy })
    putTrivyDatabase(stage, FRESH)
    expectFailed(await stage.scanners.scan('trivy', SOURCE), code)
  })

  test('what it wrote last is told without control characters, and clipped', async () => {
    stage = aStage({ trivy: () => ({ code: 1, stderr: `\u001b[31m::error::x\u0007${'y'.repeat(5000)}` }) })
    putTrivyDatabase(stage, FRESH)
    const message = expectFailed(await stage.scanners.scan('trivy', SOURCE), 'scanner-failed')
    expect(message).toMatch(/^[^\p{C}]{1,1000}$/u)
  })
})
