import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { parseImageName, type ImageName } from '@promo/core'
import { createHttpClient } from '@promo/http'
import { ANONYMOUS, createRegistryClient } from '@promo/registry'
import { anImage, bytesOf, pushImage } from '@promo/registry/testing'
import { REGISTRIES } from './registries/real-registries.ts'
import type { RunningRegistry } from './registries/running-registry.ts'
import type { WriteAnswer, WriteRequest } from './registries/writing-process.ts'

jest.setTimeout(120_000)

const PROCESS = join(import.meta.dirname, 'registries', 'writing-process.ts')
const PROCESSES = 4
/** Registries without a lock lose something in a sixth to a third of the rounds when nobody looks for it afterwards. */
const ROUNDS = 8

const client = createRegistryClient({ http: createHttpClient({ environment: {} }), credentials: ANONYMOUS })

async function writeIn(process: ChildProcess, request: WriteRequest): Promise<WriteAnswer> {
  process.send(request)
  const [answer] = (await once(process, 'message')) as [WriteAnswer]
  return answer
}

/** What was attached, and refusals: they are in no listing. */
function wordsOf(answers: readonly WriteAnswer[]): readonly string[] {
  return answers.flatMap((answer) => ('refusal' in answer ? answer.refusal : answer.attached))
}

describe.each(REGISTRIES)('in $name', (kind) => {
  const processes: ChildProcess[] = []
  let registry: RunningRegistry
  let name: ImageName
  let source: ImageName

  beforeAll(async () => {
    registry = await kind.start()
    name = parseImageName(`${registry.host}/promo/at-once`)
    source = parseImageName(`${registry.host}/promo/source`)
    for (let started = 0; started < PROCESSES; started += 1) processes.push(fork(PROCESS, [name], { execArgv: [] }))
  })
  afterAll(async () => {
    for (const process of processes) process.kill()
    await registry.close()
  })

  async function round(image: string, requestOf: (place: number) => WriteRequest): Promise<void> {
    const { descriptor } = anImage(image)
    await pushImage(client, name, anImage(image))
    const answers = await Promise.all(processes.map((process, place) => writeIn(process, requestOf(place))))
    const listed = (await client.referrers(name, descriptor.digest)).map(({ digest }) => digest)
    expect(listed.toSorted()).toEqual(wordsOf(answers).toSorted())
  }

  test('nothing is lost of what several processes attach to one digest at once', async () => {
    for (let number = 1; number <= ROUNDS; number += 1) {
      const image = `attached to in round ${number}`
      await round(image, (place) => ({ kind: 'attach', image, note: `of ${place} in round ${number}` }))
    }
  })

  test('nor of what they append to one tag as cosign 2 does', async () => {
    for (let number = 1; number <= ROUNDS; number += 1) {
      const tag = `round-${number}`
      const answers = await Promise.all(
        processes.map((process, place) => writeIn(process, { kind: 'append', tag, note: `${place} ${number}` })),
      )
      const { content } = await client.manifest(name, { tag })
      const layers = content.kind === 'image' ? content.layers.map(({ digest }) => digest) : []
      expect(layers.toSorted()).toEqual(wordsOf(answers).toSorted())
    }
  })

  test('nor of what one copies there meanwhile', async () => {
    for (let number = 1; number <= ROUNDS; number += 1) {
      const image = `copied in round ${number}`
      const { descriptor } = anImage(image)
      await pushImage(client, source, anImage(image))
      for (const text of ['signature', 'sbom']) {
        const artifact = { artifactType: 'application/vnd.example.note', payload: bytesOf(text), annotations: {} }
        await client.attach(source, descriptor, artifact)
      }
      await round(image, (place) =>
        place === 0
          ? { kind: 'copy', image, from: source }
          : { kind: 'attach', image, note: `of ${place} in round ${number}` },
      )
    }
  })
})
