import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { digestOf } from '@promo/core'
import { imagesInput } from './conventions.ts'
import { runInMemory } from './memory-runner.ts'

const MEDIA_TYPE = 'application/vnd.oci.image.manifest.v1+json'
const MANIFEST = JSON.stringify({
  schemaVersion: 2,
  mediaType: MEDIA_TYPE,
  config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digestOf('config'), size: 6 },
  layers: [],
})

let server: Server
let host: string

beforeAll(async () => {
  server = createServer(({ url, method }, response) => {
    const known = url === '/v2/app/manifests/v1'
    response.writeHead(known ? 200 : 404, {
      'content-type': MEDIA_TYPE,
      'docker-content-digest': digestOf(MANIFEST),
      'content-length': known ? Buffer.byteLength(MANIFEST) : 0,
    })
    response.end(known && method === 'GET' ? MANIFEST : undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

async function remedyFor(images: string): Promise<string | undefined> {
  const recipe = { run: async () => undefined }
  const ending = await runInMemory((input) => input.request({ images: imagesInput(input) }), recipe, {
    inputs: { images },
  })
  expect(ending.error?.code).toBe('image-not-pinned')
  return ending.error?.remedy
}

test('a refused tag comes with the digest that it has now', async () => {
  expect(await remedyFor(`${host}/app:v1`)).toContain(`${host}/app:v1@${digestOf(MANIFEST)}`)
})

test('a tag that the registry does not know keeps the general remedy', async () => {
  expect(await remedyFor(`${host}/app:v2`)).toContain('Name the digest')
})
