import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { jobOf, openBench, results, workflow, type Bench } from './testing.ts'

let bench: Bench
beforeEach(async () => {
  bench = await openBench()
  bench.host.environments['prod'] = { KEY: 'of-the-environment' }
  bench.host.environmentReview = (_repository, name) =>
    name === 'prod' ? { reviewers: ['grace', 'ada'], preventSelfReview: true } : undefined
})
afterEach(() => bench.close())

/** Pushed by ada. */
const DEPLOY = workflow(`
on: push
permissions: { id-token: write }
jobs:
  free: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
  bound:
    environment: \${{ github.ref_name == 'main' && 'prod' || 'dev' }}
    runs-on: ubuntu-latest
    steps: [{ run: 'test "\${{ secrets.KEY }}" = of-the-environment' }]
  after: { needs: bound, runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
`)
const byGrace = { environment: 'prod', reviewer: 'grace' }

describe('a job of an environment with required reviewers', () => {
  test('waits, while others run, and gets its secrets and claim when one of them approves', async () => {
    const { id } = await bench.push(DEPLOY)
    const [waiting] = bench.runner.runs
    expect(waiting?.status).toBe('waiting')
    expect(waiting?.jobs.map(({ key, status }) => [key, status]).sort()).toEqual([
      ['bound', 'waiting'],
      ['free', 'completed'],
    ])
    expect(bench.host.reports.at(-1)?.status).toBe('waiting')
    expect(bench.claims.filter(({ environment }) => environment !== undefined)).toEqual([])
    bench.runner.reviewDeployment(id, byGrace)
    await bench.runner.idle()
    expect(bench.runner.runs[0]?.status).toBe('completed')
    expect(results(bench.runner.runs[0]!)).toEqual({ free: 'success', bound: 'success', after: 'success' })
    expect(bench.claims.map(({ environment }) => environment)).toContain('prod')
  })

  test('fails when one of them rejects, and nothing comes after it', async () => {
    const { id } = await bench.push(DEPLOY)
    bench.runner.reviewDeployment(id, { ...byGrace, state: 'rejected' })
    await bench.runner.idle()
    const [run] = bench.runner.runs
    expect(results(run!)).toEqual({ free: 'success', bound: 'failure', after: 'skipped' })
    expect(jobOf(run!, 'bound').annotations[0]?.message).toContain('rejected')
  })

  test('is reviewed by nobody else, not by who started it, and only while it waits', async () => {
    const { id } = await bench.push(DEPLOY)
    const review = (reviewer: string, environment = 'prod') =>
      bench.runner.reviewDeployment(id, { environment, reviewer })
    await expectCode('review-refused', () => review('mallory'))
    await expectCode('review-refused', () => review('ada'))
    await expectCode('deployment-missing', () => review('grace', 'dev'))
    review('grace')
    await bench.runner.idle()
    await expectCode('deployment-missing', () => review('grace'))
    expect(bench.runner.runs[0]?.conclusion).toBe('success')
  })

  test('ends when its run is cancelled', async () => {
    const { id } = await bench.push(DEPLOY)
    bench.runner.cancel(id)
    await bench.runner.idle()
    expect(results(bench.runner.runs[0]!)).toMatchObject({ free: 'success', bound: 'cancelled' })
    expect(bench.runner.runs[0]?.conclusion).toBe('cancelled')
  })

  test('is not asked about when the rules bar its ref', async () => {
    bench.host.environmentRefusal = () => 'Branch "main" is not allowed'
    expect(results(await bench.push(DEPLOY))).toMatchObject({ bound: 'failure', after: 'skipped' })
  })
})
