import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { parseImageName, type ImageName } from '@promo/core'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, createRegistryClient } from '@promo/registry'
import { anImage, pushImage } from '@promo/registry/testing'
import type { AttachAnswer, AttachRequest } from './registries/attaching-process.ts'
import { REGISTRIES } from './registries/real-registries.ts'
import type { RunningRegistry } from './registries/running-registry.ts'

jest.setTimeout(120_000)

const PROCESS = join(import.meta.dirname, 'registries', 'attaching-process.ts')
const PROCESSES = 4
/** Registries without a lock lose something in a tenth to a sixth of the rounds when nobody looks for it afterwards. */
const ROUNDS = 8

const client = createRegistryClient({ http: createHttpClient({ environment: {} }), credentials: ANONYMOUS })

async function attachIn(process: ChildProcess, request: AttachRequest): Promise<AttachAnswer> {
  process.send(request)
  const [answer] = (await once(process, 'message')) as [AttachAnswer]
  return answer
}

describe.each(REGISTRIES)('in $name', (kind) => {
  const processes: ChildProcess[] = []
  let registry: RunningRegistry
  let name: ImageName

  beforeAll(async () => {
    registry = await kind.start()
    name = parseImageName(`${registry.host}/promo/at-once`)
    for (let started = 0; started < PROCESSES; started += 1) processes.push(fork(PROCESS, [name], { execArgv: [] }))
  })
  afterAll(async () => {
    for (const process of processes) process.kill()
    await registry.close()
  })

  test('nothing is lost of what several processes attach to one digest at once', async () => {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const image = `round ${round}`
      const { descriptor } = anImage(image)
      await pushImage(client, name, anImage(image))
      const answers = await Promise.all(
        processes.map((process, place) => attachIn(process, { image, note: `of ${place} in round ${round}` })),
      )
      const listed = await client.referrers(name, descriptor.digest)
      expect(listed.map(({ digest }) => ({ digest }))).toEqual(expect.arrayContaining(answers))
      expect(listed).toHaveLength(PROCESSES)
    }
  })
})
