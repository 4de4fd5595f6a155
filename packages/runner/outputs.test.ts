import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { createMemoryRunner } from './memory-runner.ts'

describe('outputs', () => {
  test('are text as it is and JSON for the rest', () => {
    const runner = createMemoryRunner()
    runner.outputs({ digest: 'sha256:x', count: 3, equal: true, matrix: { include: [] } })
    expect(Object.fromEntries(runner.recorded.outputs)).toEqual({
      digest: 'sha256:x',
      count: '3',
      equal: 'true',
      matrix: '{"include":[]}',
    })
  })

  test('over 64 KB go to a file whose path is the output', () => {
    const runner = createMemoryRunner()
    const value = Array.from({ length: 10_000 }, (_, index) => `item ${index}`)
    runner.outputs({ report: value })
    expect(JSON.parse(readFileSync(runner.recorded.outputs.get('report') ?? '', 'utf8'))).toEqual(value)
  })

  test('that another job needs by value never become a path', async () => {
    const runner = createMemoryRunner({ crossing: ['matrix'] })
    runner.outputs({ matrix: { include: ['x'.repeat(100_000)] } })
    expect(runner.recorded.outputs.get('matrix')).toMatch(/^{"include"/)
    await expectCode('output-too-large', () => {
      runner.outputs({ matrix: 'x'.repeat(1_000_000) })
    })
  })

  test('that the runner would drop are refused, and none of the same call is written', async () => {
    const runner = createMemoryRunner()
    runner.mask('your-org-name')
    await expectCode('output-masked', () => {
      runner.outputs({ fine: 'x', image: 'ghcr.io/your-org-name/app' })
    })
    expect(runner.recorded.outputs.size).toBe(0)
  })

  test('that stay in their job may hold a masked value', () => {
    const runner = createMemoryRunner({ crossing: ['digest'] })
    runner.mask('your-org-name')
    runner.outputs({ signatures: [{ image: 'ghcr.io/your-org-name/app' }] })
    expect(runner.recorded.outputs.has('signatures')).toBe(true)
  })

  test('that the action does not declare are refused', async () => {
    const runner = createMemoryRunner({ outputs: ['digest'] })
    await expectCode('output-unknown', () => {
      runner.outputs({ digset: 'x' })
    })
  })
})
