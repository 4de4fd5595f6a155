import { expect, test } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { copyAll } from './copies.ts'

test('copies come in the order of their requests, some at once', async () => {
  let running = 0
  let most = 0
  const results = await copyAll([30, 1, 20, 2, 10, 3], async (milliseconds) => {
    most = Math.max(most, (running += 1))
    await sleep(milliseconds)
    running -= 1
    return milliseconds * 2
  })
  expect(results.map(({ request, result }) => [request, result])).toEqual([30, 1, 20, 2, 10, 3].map((n) => [n, n * 2]))
  expect(most).toBe(4)
})

test('after a failure the others end, and the first failure is the one that is told', async () => {
  const done: string[] = []
  const copying = copyAll(['late', 'early', 'whole'], async (name) => {
    await sleep(name === 'late' ? 20 : 1)
    if (name !== 'whole') throw new Error(name)
    done.push(name)
  })
  await expect(copying).rejects.toThrow('late')
  expect(done).toEqual(['whole'])
})
