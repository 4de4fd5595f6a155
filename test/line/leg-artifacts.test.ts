import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { downloadLegs } from '@promo/connections'
import { parseLegName } from '@promo/core'
import { expectCode, fakeClock } from '@promo/core/testing'
import { collectRelease, LEG_FILE, type LegArtifact } from '@promo/line'
import { ANONYMOUS, createRegistryClient } from '@promo/registry'
import { httpOver } from '@promo/registry/testing'
import { createMemoryRunner } from '@promo/runner/testing'
import { RUN, SIGNER, SOURCE } from './legs.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'promo-legs-'))
})
afterEach(() => rm(directory, { recursive: true }))

/** What a job in that attempt makes of artifacts with these names; each holds its own name. */
async function download(
  names: readonly string[],
  expected: readonly string[],
  attempt: number,
): Promise<readonly LegArtifact[]> {
  const runner = createMemoryRunner({ directory, env: { GITHUB_RUN_ATTEMPT: String(attempt) } })
  const { artifacts } = runner
  const listed = names.map((name) => ({ name, id: name, digest: undefined, createdAt: new Date(0) }))
  const fetch = async (name: string): Promise<string> => {
    const folder = join(directory, `of-${name}`)
    await mkdir(folder)
    await writeFile(join(folder, LEG_FILE), name)
    return folder
  }
  return downloadLegs('promo-digest', expected.map(parseLegName), {
    ...runner,
    artifacts: { ...artifacts, list: () => Promise.resolve(listed), download: fetch },
  })
}

describe('the digest artifacts of a run', () => {
  test('are those of the newest attempts, counted as numbers', async () => {
    const names = [1, 2, 9, 10, 11, 12].map((attempt) => `promo-digest-app-${String(attempt)}`)
    const found = await download(names, ['app'], 11)
    expect(found).toMatchObject([{ leg: 'app', attempt: 11, name: 'promo-digest-app-11' }])
    expect(Buffer.from(found[0]?.text ?? []).toString()).toBe('promo-digest-app-11')
  })

  test('are as many as a matrix has jobs', async () => {
    const legs = Array.from({ length: 256 }, (_each, index) => `leg-${String(index)}`)
    const found = await download(
      legs.map((leg) => `promo-digest-${leg}-1`),
      legs,
      1,
    )
    expect(new Set(found.map(({ leg }) => leg))).toEqual(new Set(legs))
  })

  test.each(['größe', 'Upper', '../up', 'a/b', 'a b', '%2e%2e', '-', 'web-app', '__proto__'])(
    'that nobody planned are refused with all other faults, and never fetched: %s',
    async (leg) => {
      const artifacts = await download([`promo-digest-${leg}-1`], ['app'], 1)
      expect(artifacts).toMatchObject([{ leg, text: new Uint8Array() }])
      const registry = createRegistryClient({ http: httpOver({}), credentials: ANONYMOUS })
      const request = { artifacts, expected: [parseLegName('app')], source: SOURCE, run: RUN, signer: SIGNER }
      const evidence = (): never => {
        throw new TypeError('nothing is asked for')
      }
      const { facts } = await expectCode('leg-missing', () =>
        collectRelease(
          { ...request, verify: 'certificate', requirePlatforms: [] },
          { registry, clock: fakeClock(), evidence },
        ),
      )
      expect(facts['faults']).toMatchObject([{ code: 'leg-missing' }, { code: 'leg-unexpected' }])
    },
  )
})
