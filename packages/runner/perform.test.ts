import { describe, expect, test } from '@jest/globals'
import { defineErrors } from '@promo/core'
import type { InputReader } from './inputs/reader.ts'
import { runInMemory } from './memory-runner.ts'
import type { Runner } from './runner.ts'

const fail = defineErrors('runner-test', {
  'test-findings': { ending: 'findings', remedy: 'Fix them.' },
  'test-outage': { ending: 'infrastructure', remedy: 'Wait.' },
})

const readNothing = (input: InputReader): object => input.request({})

function recipe(run: (runner: Runner) => unknown): { run(request: object, runner: Runner): Promise<undefined> } {
  return { run: async (_request, runner) => (await run(runner)) as undefined }
}

const findings = recipe(() => {
  throw fail('test-findings', {}, 'two findings')
})

describe('an action', () => {
  test('passes when its recipe returns nothing', async () => {
    expect(
      await runInMemory(
        readNothing,
        recipe(() => undefined),
      ),
    ).toMatchObject({ outcome: 'pass', failed: false })
  })

  test('fails on findings, unless its mode is to warn', async () => {
    expect(await runInMemory(readNothing, findings)).toMatchObject({ outcome: 'findings', failed: true })
    const warned = await runInMemory(readNothing, findings, { inputs: { mode: 'warn' } })
    expect(warned).toMatchObject({ outcome: 'findings', failed: false, error: { code: 'test-findings' } })
  })

  test('does not wave an outage through in mode warn', async () => {
    const outage = recipe(() => ({ error: fail('test-outage', {}, 'the log is down') }))
    expect(await runInMemory(readNothing, outage, { inputs: { mode: 'warn' } })).toMatchObject({ failed: true })
  })

  test('obeys the mode of the ending, and no input, where the policy decides', async () => {
    const error = fail('test-findings', {}, 'refused')
    const options = { inputs: { mode: 'warn' }, modeFrom: 'ending' } as const
    expect(await runInMemory(readNothing, findings, options)).toMatchObject({ failed: true })
    expect(
      await runInMemory(
        readNothing,
        recipe(() => ({ error })),
        options,
      ),
    ).toMatchObject({ failed: true })
    const warned = recipe(() => ({ error, mode: 'warn' }))
    expect(await runInMemory(readNothing, warned, options)).toMatchObject({ failed: false })
  })

  test('ends as infrastructure when something unknown is thrown', async () => {
    const thrown = recipe(() => {
      throw new TypeError('x is not a function')
    })
    expect(await runInMemory(readNothing, thrown)).toMatchObject({
      outcome: 'infrastructure',
      error: { code: 'internal-error' },
    })
  })

  test('reports wrong common inputs together with its own and never loads the recipe', async () => {
    let loaded = false
    const read = (input: InputReader): object => input.request({ name: input.required('name', String) })
    const ending = await runInMemory(
      read,
      recipe(() => (loaded = true)),
      { inputs: { mode: 'off', summary: 'no' } },
    )
    expect(ending.error?.code).toBe('input-invalid')
    expect(ending.error?.facts['faults']).toHaveLength(3)
    expect(loaded).toBe(false)
  })

  test('that acts is refused on a fork before its inputs are read', async () => {
    const event = { pull_request: { number: 1, head: { repo: { id: 2 } }, base: { repo: { id: 1 } } } }
    const read = (): object => {
      throw new Error('inputs were read')
    }
    const ending = await runInMemory(read, findings, {
      acting: true,
      env: { GITHUB_EVENT_NAME: 'pull_request' },
      event,
    })
    expect(ending.error?.code).toBe('untrusted-event')
  })

  test('reports a cancellation instead of what it caused', async () => {
    const controller = new AbortController()
    const aborted = recipe((runner) => {
      controller.abort('SIGTERM')
      runner.signal.throwIfAborted()
    })
    const ending = await runInMemory(readNothing, aborted, { signal: controller.signal })
    expect(ending).toMatchObject({ outcome: 'infrastructure', error: { code: 'cancelled' } })
  })
})
