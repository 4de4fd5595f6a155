import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { stat } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createConcurrencyGroups, QUEUE_LIMIT, type ConcurrencyRule } from './concurrency.ts'
import { APP, jobOf, openBench, pushEvent, workflow, type Bench } from './testing.ts'

let bench: Bench
beforeEach(async () => {
  bench = await openBench({ parallelJobs: 4 })
})
afterEach(() => bench.close())

describe('a job over its time', () => {
  test('is cancelled with GitHub’s words, and its last steps still run', async () => {
    const run = await bench.push(
      workflow(`
on: push
jobs:
  slow:
    runs-on: ubuntu-latest
    timeout-minutes: \${{ fromJSON('0.005') }}
    steps:
      - run: sleep 60
      - { if: success(), run: 'true' }
      - { name: last, if: always(), run: 'echo "\${{ job.status }}"' }
  next: { needs: slow, runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
`),
    )
    const slow = jobOf(run, 'slow')
    expect([slow.conclusion, jobOf(run, 'next').conclusion, run.conclusion]).toEqual([
      'cancelled',
      'skipped',
      'cancelled',
    ])
    expect(slow.annotations[0]?.message).toContain('has exceeded the maximum execution time of 0.005 minutes')
    expect(slow.steps.slice(1, 4).map(({ conclusion }) => conclusion)).toEqual(['cancelled', 'skipped', 'success'])
    expect(slow.steps[3]?.log).toContain('cancelled')
  })
})

describe('a runner that closes', () => {
  test('kills the process groups of its steps and starts nothing more', async () => {
    const marks = `${bench.directory}/marks`
    bench.host.commit(
      APP,
      workflow(`
on: push
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - run: sleep 61 & echo "pids $! $$"; wait
      - { if: always(), run: touch ${marks} }
  two: { needs: one, if: always(), runs-on: ubuntu-latest, steps: [{ run: touch ${marks} }] }
`),
    )
    const { promise: line, resolve } = Promise.withResolvers<string>()
    bench.runner.killAtStep({
      matches: () => true,
      whenLine: { test: (text: string) => text.startsWith('pids') && resolve(text) } as never,
    })
    bench.runner.dispatch(pushEvent((await bench.host.resolveCommit(APP, 'refs/heads/main'))!))
    const pids = (await line).split(' ').slice(1).map(Number)
    await bench.runner.close()
    await sleep(20)
    expect(pids.filter(runs)).toEqual([])
    expect(bench.runner.runs[0]?.conclusion).toBe('cancelled')
    await expect(stat(marks)).rejects.toThrow()
  })
})

describe('a concurrency group', () => {
  const max: ConcurrencyRule = { group: 'g', cancelInProgress: false, queue: 'max' }

  /** Lets `count` members ask for the group in order; the first holds it until `open` is called. */
  async function crowd(count: number, rule: ConcurrencyRule) {
    const groups = createConcurrencyGroups()
    const ended: string[] = []
    const gate = Promise.withResolvers<undefined>()
    const members = Array.from({ length: count }, (_, index) => {
      const cancel = new AbortController()
      const task = async (): Promise<void> => {
        if (!cancel.signal.aborted) await gate.promise
        ended.push(`${cancel.signal.aborted ? 'cancelled' : 'ran'} ${index}`)
      }
      return groups.enter('g', rule, { cancel: () => cancel.abort(), cancelled: cancel.signal }, task)
    })
    await sleep(0)
    const early = [...ended]
    gate.resolve(undefined)
    await Promise.all(members)
    return { early, ended }
  }

  test('with queue: max lets a hundred wait in line and cancels the one after them', async () => {
    const { early, ended } = await crowd(QUEUE_LIMIT + 2, max)
    expect(early).toEqual([`cancelled ${QUEUE_LIMIT + 1}`])
    expect(ended.slice(1)).toEqual(Array.from({ length: QUEUE_LIMIT + 1 }, (_, index) => `ran ${index}`))
  })

  test('keeps only the newest that waits by default, and says so at once to the others', async () => {
    expect(await crowd(4, { ...max, queue: 'single' })).toEqual({
      early: ['cancelled 1', 'cancelled 2'],
      ended: ['cancelled 1', 'cancelled 2', 'ran 0', 'ran 3'],
    })
  })
})

test('queue: max beside cancel-in-progress: true is no workflow', async () => {
  const run = await bench.push(
    workflow(`
on: push
concurrency: { group: one, queue: max, cancel-in-progress: true }
jobs: { one: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] } }
`),
  )
  expect(run).toMatchObject({ conclusion: 'failure', jobs: [] })
  expect(run.error).toMatch(/queue/)
})

/** A process that ended may stay in the table until its new parent asks for it: that one does not run any more. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/\) Z /.test(readFileSync(`/proc/${String(pid)}/stat`, 'utf8'))
  } catch {
    return false
  }
}
