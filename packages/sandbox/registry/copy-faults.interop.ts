import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, jest, test } from '@jest/globals'
import { pinImage } from '@promo/core'
import { endingOf } from '@promo/core/testing'
import { httpError } from '@promo/http/testing'
import { exportLayout, openLayout, pushLayout } from '@promo/registry'
import { anUnbroken, breakingHost, FAULTS, type Breaker } from '@promo/registry/testing'
import { copy, FROM, scene, TO, type Scene } from './copy-scene.ts'
import type { RegistrySwitches } from './index.ts'

/** Some hundred copies. */
jest.setTimeout(120_000)

interface BrokenScene extends Scene {
  readonly breaker: Breaker
}

async function aScene(switches: Partial<RegistrySwitches>): Promise<BrokenScene> {
  const breaker = anUnbroken()
  const lose = (): Error => httpError('http-unreachable', {}, 'the connection ended')
  return { ...(await scene({}, switches, (host) => breakingHost(breaker, host, lose))), breaker }
}

/** Everything that anyone can see at the target, whatever the order it was written in. */
async function seen({ client, target, index }: Scene): Promise<unknown> {
  const repository = 'your-org/app'
  const subjects = [index.descriptor.digest, ...index.children.map(({ descriptor }) => descriptor.digest)]
  const referrers: Record<string, readonly string[]> = {}
  for (let digest = subjects.shift(); digest !== undefined; digest = subjects.shift()) {
    const found = (await client.referrers(TO, digest)).map((descriptor) => descriptor.digest)
    referrers[digest] = [...found].sort()
    subjects.push(...found)
  }
  const tags = [...target.tags(repository)].filter(([tag]) => !/^sha256-[0-9a-f]{64}$/.test(tag)).sort()
  const manifests = [...new Set([...tags.map(([, digest]) => digest), ...Object.keys(referrers)])]
  return { referrers, tags, stored: manifests.map((digest) => target.manifest(repository, digest)?.bytes.toString()) }
}

const directory = await mkdtemp(join(tmpdir(), 'promo-copy-faults-'))
const { client: exporter, index: exported } = await scene()
const platform = exported.children[0]?.descriptor.digest ?? exported.descriptor.digest
const { path } = await exportLayout(exporter, pinImage(FROM, platform), join(directory, 'layout'))

afterAll(() => rm(directory, { recursive: true }))

async function push({ client }: Scene): Promise<unknown> {
  const layout = await openLayout(path)
  try {
    return await pushLayout(client, layout, TO)
  } finally {
    await layout.close()
  }
}

const DEEDS = [
  ['a copy', copy],
  ['a push of a layout', push],
] as const
const CASES = DEEDS.flatMap(([what, run]) =>
  (['api', 'none'] as const).flatMap((referrers) => FAULTS.map((fault) => ({ what, run, referrers, fault }))),
)

test.each(CASES)(
  '$what to a registry with referrers $referrers fails clearly when its requests are $fault from any one on, and converges',
  async ({ run, referrers, fault }) => {
    const whole = await aScene({ referrers })
    whole.breaker.count = 0
    const result = await run(whole)
    const requests = whole.breaker.count
    const wanted = await seen(whole)

    for (let from = 1; from <= requests; from += 1) {
      const stage = await aScene({ referrers })
      Object.assign(stage.breaker, { count: 0, fails: (request: number) => request >= from, fault })
      expect({ from, ...(await endingOf(() => run(stage))) }).toEqual({
        from,
        code: expect.not.stringMatching(/^internal-error$/),
        ending: 'infrastructure',
      })
      stage.breaker.fails = () => false
      if (stage.target.tags('your-org/app').has('v1')) expect(await seen(stage)).toEqual(wanted)
      expect(await run(stage)).toMatchObject(digestOnly(result))
      expect(await seen(stage)).toEqual(wanted)
    }
  },
)

/** The tally of a second run differs, its digest does not. */
function digestOnly(result: unknown): Readonly<Record<string, unknown>> {
  return { digest: (result as { readonly digest: string }).digest }
}
