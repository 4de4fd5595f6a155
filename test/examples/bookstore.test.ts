import { describe, expect, test } from '@jest/globals'
import { readConfig, type Config } from '@promo/core'
import { readOverlayImages } from '@promo/overlays'
import { overlayNameOf } from '@promo/promotion'
import { readJUnit } from '@promo/quality'
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../../scripts/root.ts'

const BOOKSTORE = join(ROOT, 'workflows-examples', 'bookstore')
const textOf = (path: string): string => readFileSync(join(BOOKSTORE, path), 'utf8')
const SERVICES = ['catalog', 'orders', 'payments-worker', 'storefront']

const config: Config = readConfig(textOf('promo.yaml'))
const environments = Object.entries(config.environments)
const images = Object.entries(config.images)

describe('the bookstore', () => {
  test('builds four services for three environments', () => {
    expect(images.map(([leg]) => leg)).toEqual(SERVICES)
    expect(environments.map(([name]) => name)).toEqual(['dev', 'staging', 'prod'])
  })

  test.each(environments)('has in %s an entry for every image, in its registry, and no other', (_name, { overlay }) => {
    const path = `${overlay}/kustomization.yaml`
    const entries = readOverlayImages(new TextEncoder().encode(textOf(path)))
    const wanted = images.map(([, image]) => [overlayNameOf(image), image.repository])
    expect(entries.map(({ name, repository }) => [name, repository])).toEqual(wanted)
  })

  test.each(images)('says for %s the same platforms and layout to the build as to the plan', (leg, { build }) => {
    const { context = '', command = [], layout, platforms = [] } = build ?? {}
    expect([context, layout]).toEqual([`app/${leg}`, `app/${leg}/out/oci`])
    expect(command).toEqual(['node', '../build-layout.mjs', 'out/oci', ...platforms])
  })

  test('tests every service in its matrix', () => {
    const [, services = ''] = /matrix: \{ service: \[([^\]]+)\]/.exec(textOf('.github/workflows/release.yml')) ?? []
    expect(services.split(', ')).toEqual(SERVICES)
    expect(textOf('.github/workflows/release.yml')).toContain('fail-fast: false')
  })

  test('calls all of promo in fewer than 60 lines', () => {
    const workflows = globSync('.github/workflows/*.yml', { cwd: BOOKSTORE })
    const lines = workflows.flatMap((path) => textOf(path).trimEnd().split('\n'))
    expect(lines.length).toBeLessThan(60)
  })

  test('runs no image as root, and watches the health of each', () => {
    const careless = SERVICES.filter((service) => {
      const file = textOf(`app/${service}/Dockerfile`)
      return !/^USER 65532:65532$/m.test(file) || !/^HEALTHCHECK CMD /m.test(file) || !/^FROM \S+@sha256:/m.test(file)
    })
    expect(careless).toEqual([])
  })
})

test('every file of the dirty bookstore is another than the clean one has', () => {
  const dirty = join(ROOT, 'workflows-examples', 'bookstore-dirty')
  const files = globSync('{app,kustomize,terraform}/**/*.*', { cwd: dirty })
  const equal = files.filter((file) => {
    const clean = join(BOOKSTORE, file)
    return existsSync(clean) && readFileSync(clean, 'utf8') === readFileSync(join(dirty, file), 'utf8')
  })
  expect(files.length).toBeGreaterThan(8)
  expect(equal).toEqual([])
})

interface JUnitWriter {
  readonly readEvents: (text: string) => readonly unknown[]
  readonly toJUnit: (events: readonly unknown[], directory?: string) => string
}

describe('junit.mjs of the bookstore', () => {
  const script = join(BOOKSTORE, 'app', 'junit.mjs')

  test('passes its own tests', () => {
    const own = join(BOOKSTORE, 'app', 'junit.test.mjs')
    expect(execFileSync(process.execPath, ['--test', own], { encoding: 'utf8', env: {} })).toMatch(/fail 0/)
  })

  test('writes what test-gate reads', async () => {
    const { readEvents, toJUnit } = (await import(pathToFileURL(script).href)) as JUnitWriter
    const lines = [
      { Action: 'pass', Package: 'orders', Test: 'TestTotal', Elapsed: 0.1 },
      { Action: 'skip', Package: 'orders', Test: 'TestLater' },
      { Action: 'output', Package: 'orders', Test: 'TestPrice', Output: '    main_test.go:7: 1 < "2" & more\n' },
      { Action: 'fail', Package: 'orders', Test: 'TestPrice' },
      { Action: 'fail', Package: 'broken' },
    ]
    const events = readEvents(lines.map((line) => JSON.stringify(line)).join('\n'))
    const { cases } = readJUnit(new TextEncoder().encode(toJUnit(events, 'app/orders')), 'junit.xml')
    expect(cases.map(({ suite, name, outcome }) => `${suite} ${name} ${outcome}`)).toEqual([
      'orders TestTotal passed',
      'orders TestLater skipped',
      'orders TestPrice failed',
      'broken (package) failed',
    ])
    expect(cases[2]).toMatchObject({ file: 'app/orders/main_test.go', line: 7, message: '1 < "2" & more' })
  })
})
