import { expect, test } from '@jest/globals'
import type { Engine } from './engine.ts'
import { createUnfinishedWork } from './unfinished-work.ts'

test('a wait that was given up takes no failure away from the next one', async () => {
  const work = createUnfinishedWork({ listeners: new Set() } as unknown as Engine)
  let fail = (): void => undefined
  const failing = new Promise<never>((_resolve, reject) => {
    fail = () => {
      reject(new Error('no such event'))
    }
  })
  const waited = new AbortController()
  work.track(failing).catch(() => undefined)
  const given = work.idle(waited.signal)
  waited.abort()
  fail()
  await given
  await expect(work.idle()).rejects.toThrow('no such event')
  await work.idle()
})
