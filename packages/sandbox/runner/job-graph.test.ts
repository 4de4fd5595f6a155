import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { expectPassed, jobOf, openBench, results, workflow, type Bench } from './testing.ts'

let bench: Bench
beforeEach(async () => {
  bench = await openBench({ parallelJobs: 4 })
})
afterEach(() => bench.close())

describe('the job graph', () => {
  test('skips what follows a failure, but for jobs that ask for it', async () => {
    const run = await bench.push(
      workflow(`
on: push
jobs:
  broken:
    runs-on: ubuntu-latest
    steps: [{ run: exit 3 }]
  next: { needs: broken, runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
  after-next: { needs: next, runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
  rescue:
    needs: [broken, next]
    if: failure() && needs.next.result == 'skipped'
    runs-on: ubuntu-latest
    steps: [{ run: 'true' }]
  always: { needs: next, if: always(), runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
  behind-always: { needs: always, runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
  tolerated: { runs-on: ubuntu-latest, continue-on-error: true, steps: [{ run: 'false' }] }
  behind-tolerated: { needs: tolerated, runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
`),
    )
    expect(results(run)).toEqual({
      broken: 'failure',
      next: 'skipped',
      'after-next': 'skipped',
      rescue: 'success',
      always: 'success',
      'behind-always': 'skipped',
      tolerated: 'failure',
      'behind-tolerated': 'success',
    })
    expect(run.conclusion).toBe('failure')
    expect(jobOf(run, 'broken').steps[1]?.annotations[0]?.message).toBe('Process completed with exit code 3.')
  })

  test('drops a job output that holds a masked value, with the warning GitHub prints', async () => {
    const run = await bench.push(
      workflow(`
on: push
jobs:
  first:
    runs-on: ubuntu-latest
    outputs: { image: '\${{ steps.a.outputs.image }}', digest: '\${{ steps.a.outputs.digest }}' }
    steps:
      - id: a
        run: |
          echo "::add-mask::registry.example"
          echo "image=registry.example/cart" >> "$GITHUB_OUTPUT"
          echo "digest=sha256:00" >> "$GITHUB_OUTPUT"
          echo "pushing to registry.example"
  second:
    needs: first
    runs-on: ubuntu-latest
    steps: [{ run: 'echo "[\${{ needs.first.outputs.image }}] \${{ needs.first.outputs.digest }}"' }]
`),
    )
    expectPassed(run)
    expect(jobOf(run, 'first').outputs).toEqual({ digest: 'sha256:00' })
    expect(jobOf(run, 'first').annotations).toEqual([
      { level: 'warning', message: "Skip output 'image' since it may contain secret." },
    ])
    expect(jobOf(run, 'first').steps[1]?.log).toContain('pushing to ***')
    expect(jobOf(run, 'second').steps[1]?.log).toContain('[] sha256:00')
  })

  test('stops a matrix at its first failure unless told otherwise, and names its legs', async () => {
    const text = (failFast: boolean): string => `
on: push
jobs:
  legs:
    runs-on: ubuntu-latest
    strategy:
      fail-fast: ${failFast}
      max-parallel: 1
      matrix: { service: [cart, web], include: [{ service: web, slow: true }] }
    steps: [{ run: 'test "\${{ matrix.service }}" != cart' }]
`
    const stopped = await bench.push(workflow(text(true)))
    expect(results(stopped)).toEqual({ 'legs[0]': 'failure', 'legs[1]': 'cancelled' })
    const whole = await bench.push(workflow(text(false)))
    expect(results(whole)).toEqual({ 'legs[0]': 'failure', 'legs[1]': 'success' })
    expect(whole.jobs.map((job) => job.name)).toEqual(['legs (cart)', 'legs (web, true)'])
  })

  test('fails a job whose matrix turns out empty', async () => {
    const run = await bench.push(
      workflow(`
on: push
jobs:
  legs:
    runs-on: ubuntu-latest
    strategy: { matrix: { service: "\${{ fromJSON('[]') }}" } }
    steps: [{ run: 'true' }]
`),
    )
    expect(results(run)).toEqual({ legs: 'failure' })
    expect(run.jobs[0]?.annotations[0]?.message).toContain("Matrix vector 'service' does not contain any values")
  })

  test.each([
    ['a container job', 'runs-on: ubuntu-latest\n    container: alpine', 'container'],
    ['another operating system', 'runs-on: windows-latest', 'windows-latest'],
  ])('refuses %s by name', async (_what, lines, name) => {
    const run = await bench.push(
      workflow(`
on: push
jobs:
  one:
    ${lines}
    steps: [{ run: 'true' }]
`),
    )
    expect(run.conclusion).toBe('failure')
    const told = [run.error ?? '', ...run.jobs.flatMap((job) => job.steps.flatMap((step) => step.log))].join('\n')
    expect(told).toContain(name)
  })

  test('ends with the messages of GitHub’s parser when the file is invalid', async () => {
    const run = await bench.push(workflow('on: push\njobs:\n  one:\n    steps: [{ run: echo }]\n'))
    expect(run).toMatchObject({ conclusion: 'failure', jobs: [] })
    expect(run.error).toContain('Required property is missing: runs-on')
  })

  test('reruns only what failed and what depends on it, as the next attempt', async () => {
    const flag = `${bench.directory}/fixed`
    const first = await bench.push(
      workflow(`
on: push
jobs:
  good:
    runs-on: ubuntu-latest
    outputs: { n: '\${{ github.run_attempt }}' }
    steps: [{ run: 'true' }]
  flaky: { runs-on: ubuntu-latest, steps: [{ run: 'test -e ${flag} || { touch ${flag}; exit 1; }' }] }
  last:
    needs: [good, flaky]
    runs-on: ubuntu-latest
    steps: [{ run: 'echo "good of \${{ needs.good.outputs.n }}, now $GITHUB_RUN_ATTEMPT"' }]
`),
    )
    expect(results(first)).toEqual({ good: 'success', flaky: 'failure', last: 'skipped' })
    const second = await bench.runner.rerun(first.id, { failedOnly: true })
    expectPassed(second)
    expect(second.attempt).toBe(2)
    expect(jobOf(second, 'good').id).toBe(jobOf(first, 'good').id)
    expect(jobOf(second, 'last').steps[1]?.log).toContain('good of 1, now 2')
  })

  test('kills the process tree of a step where a fault says so', async () => {
    bench.runner.killAtStep({ matches: ({ step }) => step === 'long', whenLine: /ready/ })
    const run = await bench.push(
      workflow(`
on: push
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - name: long
        run: |
          sleep 60 &
          echo ready
          sleep 60
      - if: always()
        run: echo afterwards
`),
    )
    const [, long, afterwards] = jobOf(run, 'one').steps
    expect(long?.outcome).toBe('failure')
    expect(long?.annotations[0]?.message).toBe('Process completed with exit code 137.')
    expect(afterwards?.conclusion).toBe('success')
  })

  test('lets a newer run take the place of one that waits in its concurrency group', async () => {
    const text = `
on: push
concurrency: { group: one }
jobs:
  one: { runs-on: ubuntu-latest, steps: [{ run: sleep 0.3 }] }
`
    const pushes = ['1', '2', '3'].map((n) => bench.push({ ...workflow(text), n }))
    await Promise.all(pushes)
    expect(bench.runner.runs.map((run) => run.conclusion)).toEqual(['success', 'cancelled', 'success'])
  })

  test('gives a job the secrets of its environment, or none of it when the rules bar the ref', async () => {
    bench.host.environments['prod'] = { KEY: 'of-the-environment' }
    const text = workflow(`
on: push
jobs:
  bound:
    environment: { name: prod }
    runs-on: ubuntu-latest
    steps: [{ run: 'test "\${{ secrets.KEY }}" = of-the-environment' }]
  free: { runs-on: ubuntu-latest, steps: [{ run: 'test -z "\${{ secrets.KEY }}"' }] }
`)
    expect(results(await bench.push(text))).toEqual({ bound: 'success', free: 'success' })
    bench.host.environmentRefusal = (_repository, name) =>
      name === 'prod' ? 'Branch "main" is not allowed' : undefined
    const refused = await bench.push(text)
    expect(results(refused)).toEqual({ bound: 'failure', free: 'success' })
    expect(jobOf(refused, 'bound').steps[0]?.annotations[0]?.message).toContain('not allowed')
  })

  test('cancels what runs, but still runs the steps that ask for it', async () => {
    const stop = bench.runner.on((event) => {
      if (event.kind === 'step-started' && event.step.name === 'long')
        setTimeout(() => bench.runner.cancel(event.run.id), 50)
    })
    const run = await bench.push(
      workflow(`
on: push
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - { name: long, run: sleep 60 }
      - { name: next, run: 'true' }
      - { name: last, if: cancelled(), run: 'true' }
  two: { needs: one, runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
  three: { needs: one, if: always(), runs-on: ubuntu-latest, steps: [{ run: 'true' }] }
`),
    )
    stop()
    expect(results(run)).toEqual({ one: 'cancelled', two: 'cancelled', three: 'success' })
    expect(
      jobOf(run, 'one')
        .steps.slice(1, 4)
        .map((step) => step.conclusion),
    ).toEqual(['cancelled', 'skipped', 'success'])
  })
})
