import { expect, test } from '@jest/globals'
import { digestOf } from '@promo/core'
import fc from 'fast-check'
import { appended, layeredManifest, layersOf, missingLayers, type LayeredManifest } from './layered-manifest.ts'
import { readManifest } from './manifest.ts'
import { bytesOf, collect, pointer } from './testing.ts'

const layer = fc
  .tuple(fc.string(), fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }))
  .map(([text, annotations]) => ({ ...pointer('application/vnd.example', bytesOf(text)), annotations }))
const layers = fc.uniqueArray(layer, { minLength: 1, maxLength: 6, selector: (each) => JSON.stringify(each) })

async function configOf({ config }: LayeredManifest): Promise<{ readonly rootfs: { readonly diff_ids: string[] } }> {
  return JSON.parse(Buffer.from(await collect(config.open())).toString()) as never
}

test('layers that come one after the other are those that come at once', async () => {
  await fc.assert(
    fc.asyncProperty(layers, fc.nat(), async (all, cut) => {
      const first = all.slice(0, 1 + (cut % all.length))
      const before = layeredManifest(layersOf(first))
      const rest = missingLayers(before.manifest, layersOf(all))
      const after = appended(before.manifest, await collect(before.config.open()), rest)
      expect(layersOf(after.manifest)).toEqual(layersOf(all))
      expect((await configOf(after)).rootfs.diff_ids).toEqual(all.map(({ digest }) => digest))
      expect(missingLayers(after.manifest, layersOf(all))).toEqual([])
      expect(after.manifest.content).toMatchObject({ config: { digest: after.config.digest, size: after.config.size } })
    }),
  )
})

test('what others wrote stays as it was written', () => {
  const theirs =
    '{"mediaType":"x/y","size":2,"digest":"' + digestOf('{}') + '","annotations":{"b":"1","a":"2"},"urls":[]}'
  const config = JSON.stringify(pointer('application/vnd.oci.image.config.v1+json', bytesOf('{}')))
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const text = `{"layers":[${theirs}],"schemaVersion":2,"mediaType":"${mediaType}","config":${config},"annotations":{"k":"v"}}`
  const present = readManifest(bytesOf(text), mediaType)
  expect(missingLayers(present, [{ digest: digestOf('{}'), annotations: { a: '2', b: '1' } }])).toEqual([])
  const ours = pointer('x/y', bytesOf('ours'))
  const { manifest, config: next } = appended(present, bytesOf('{"os":"linux"}'), layersOf([ours]))
  expect(Buffer.from(manifest.bytes).toString()).toBe(
    text
      .replace(theirs, `${theirs},${JSON.stringify(ours)}`)
      .replace(config, JSON.stringify({ ...JSON.parse(config), digest: next.digest, size: next.size })),
  )
})
