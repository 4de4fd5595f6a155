import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Digest } from '@promo/core'
import { anActionScene, type ActionBuild, type ActionScene } from './builders/action-scene.ts'
import { BUILDERS } from './builders/running-builder.ts'
import { stampContext } from './builders/stamp-context.ts'

jest.setTimeout(240_000)

describe.each(BUILDERS)('the cache of build-by-digest with the driver $driver', (kind) => {
  let action: ActionScene
  beforeAll(async () => {
    action = await anActionScene({ kind, fill: (workspace) => stampContext(join(workspace, 'time'), 'time') })
  })
  afterAll(() => action.close())

  interface Caches {
    readonly from: string
    readonly to: string
    readonly written: () => Promise<boolean>
  }

  const CACHES: Readonly<Record<string, () => Caches>> = {
    registry: () => {
      const reference = `type=registry,ref=${action.scene.host}/cache:one`
      return {
        from: reference,
        to: `${reference},mode=max,image-manifest=true,oci-mediatypes=true`,
        written: async () => (await action.scene.tags('cache')).includes('one'),
      }
    },
    local: () => {
      const directory = join(action.scene.root, 'local-cache')
      return {
        from: `type=local,src=${directory}`,
        to: `type=local,dest=${directory},mode=max`,
        written: () => Promise.resolve(existsSync(join(directory, 'index.json'))),
      }
    },
  }

  /** The layer whose content is the time of its step: the same only when that step was not run. */
  async function timeLayer({ digest }: ActionBuild): Promise<Digest | undefined> {
    const { content } = await action.scene.client.manifest(action.scene.image('cached'), digest)
    return content.kind === 'image' ? content.layers[1]?.digest : undefined
  }

  /** Without what the builder itself kept. */
  async function build(inputs: Readonly<Record<string, string>>, ref?: string): Promise<ActionBuild> {
    await action.forget()
    return action.build('cached', { context: 'time', platforms: 'linux/amd64', provenance: 'false', ...inputs }, ref)
  }

  test.each(Object.keys(CACHES))(
    '%s: is written and read on a branch, and neither on what is released',
    async (name) => {
      const { from, to, written } = CACHES[name]?.() ?? { from: '', to: '', written: () => Promise.resolve(false) }
      const inputs = { 'cache-from': from, 'cache-to': to }
      const lone = await build({})
      expect(await timeLayer(await build({}))).not.toBe(await timeLayer(lone))
      const first = await build({ 'cache-to': to })
      expect(await written()).toBe(true)
      const cached = await build(inputs)
      expect(cached.record.cache).toBe('shared')
      expect(await timeLayer(cached)).toBe(await timeLayer(first))
      for (const ref of ['refs/tags/v1.0.0', 'refs/heads/release/1']) {
        const cold = await build(inputs, ref)
        expect(cold.record.cache).toBe('none')
        expect(await timeLayer(cold)).not.toBe(await timeLayer(first))
        expect(action.argv().match(/^--(?:no-)?cache.*$/gm)).toEqual(['--no-cache'])
      }
      expect(await timeLayer(await build(inputs))).toBe(await timeLayer(first))
    },
  )

  test('does not keep a build from passing where there is none to read', async () => {
    const from = [`type=registry,ref=${action.scene.host}/nothing:here`, `type=local,src=${action.scene.root}/nothing`]
    expect(await build({ 'cache-from': from.join('\n') })).toMatchObject({ code: undefined })
  })
})
