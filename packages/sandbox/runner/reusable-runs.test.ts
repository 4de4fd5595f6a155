import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { APP, expectPassed, jobOf, openBench, stepOf, workflow, type Bench } from './testing.ts'

let bench: Bench
beforeEach(async () => {
  bench = await openBench({ parallelJobs: 4 })
})
afterEach(() => bench.close())

const LINE = {
  '.github/workflows/line.yml': `
name: line
on:
  workflow_call:
    inputs:
      legs: { type: string, required: true }
      loud: { type: boolean, default: false }
      count: { type: number, default: 3 }
    secrets:
      key: { required: true }
      token: { required: true }
    outputs:
      last: { value: '\${{ jobs.leg.outputs.digest }}' }
      seen: { value: '\${{ jobs.collect.outputs.seen }}' }
permissions: {}
jobs:
  leg:
    permissions: { contents: read, id-token: write, packages: write }
    strategy:
      matrix: \${{ fromJSON(inputs.legs) }}
    uses: $/.github/workflows/leg.yml
    with:
      leg: \${{ toJSON(matrix.leg) }}
    secrets: inherit
  collect:
    needs: leg
    runs-on: ubuntu-latest
    outputs:
      seen: \${{ steps.look.outputs.seen }}
    steps:
      - id: look
        run: |
          echo "seen=\${{ needs.leg.result }} \${{ inputs.loud }} \${{ inputs.count }}" >> "$GITHUB_OUTPUT"
          echo "key is \${{ secrets.key }}"
          echo "ids [$ACTIONS_ID_TOKEN_REQUEST_URL]"
          test "\${{ secrets.token }}" = "\${{ github.token }}"
`,
  '.github/workflows/leg.yml': `
on:
  workflow_call:
    inputs:
      leg: { type: string, required: true }
    secrets:
      key: { required: true }
    outputs:
      digest: { value: '\${{ jobs.seal.outputs.digest }}' }
jobs:
  build:
    permissions: { contents: read }
    runs-on: ubuntu-latest
    steps:
      - uses: $/probe
        with: { identity: '\${{ job.workflow_repository }}/x@\${{ job.workflow_sha }}' }
  seal:
    needs: build
    environment: release
    runs-on: ubuntu-latest
    permissions: { id-token: write, packages: write }
    outputs:
      digest: \${{ steps.seal.outputs.digest }}
    steps:
      - id: seal
        run: |
          echo "digest=sha256:\${{ fromJSON(inputs.leg).name }}" >> "$GITHUB_OUTPUT"
          echo "ids [$ACTIONS_ID_TOKEN_REQUEST_URL]"
`,
  'probe/action.yml': `
name: probe
description: prints what it sees
inputs: { identity: { description: x } }
runs: { using: node24, main: main.js }
`,
  'probe/main.js': `
console.log('identity', process.env.INPUT_IDENTITY)
console.log('oidc', process.env.ACTIONS_ID_TOKEN_REQUEST_URL ?? 'absent')
console.log('leftover', process.env.PROMO_TEST_LEFTOVER ?? 'absent', process.env.GITHUB_TOKEN ?? 'absent')
`,
}

const caller = (permissions: string): string => `
name: caller
on: push
permissions: ${permissions}
jobs:
  promo:
    uses: acme/line/.github/workflows/line.yml@v1
    with:
      legs: '{"include":[{"leg":{"name":"cart"}},{"leg":{"name":"web"}}]}'
      loud: true
    secrets:
      key: \${{ secrets.DEPLOY_KEY }}
      token: \${{ secrets.GITHUB_TOKEN }}
  after:
    needs: promo
    runs-on: ubuntu-latest
    steps:
      - run: echo "last \${{ needs.promo.outputs.last }}; \${{ needs.promo.outputs.seen }}"
`

const GRANT = '{ contents: read, id-token: write, packages: write }'

describe('a reusable workflow of another repository', () => {
  test('runs with its matrix, typed inputs, passed secrets and outputs, each job with its own token and identity', async () => {
    process.env['PROMO_TEST_LEFTOVER'] = 'of the host'
    bench.host.repositorySecrets['DEPLOY_KEY'] = 'hunter2-and-more'
    const line = bench.host.commit('acme/line', LINE, 'refs/tags/v1')
    const run = await bench.push(workflow(caller(GRANT)))
    expectPassed(run)

    expect(run.jobs.map((job) => job.key).sort()).toEqual([
      'after',
      'promo/collect',
      'promo/leg[0]/build',
      'promo/leg[0]/seal',
      'promo/leg[1]/build',
      'promo/leg[1]/seal',
    ])
    expect(jobOf(run, 'promo/leg[0]/seal').name).toBe('promo / leg (cart) / seal')
    const probe = stepOf(run, 'promo/leg[0]/build', 'Run $/probe').log
    expect(probe).toContain(`identity acme/line/x@${line}`)
    expect(probe).toContain('oidc absent')
    expect(probe).toContain('leftover absent absent')
    expect(jobOf(run, 'promo/leg[1]/seal').steps[1]?.log).toContain('ids [https://oidc.example/token?x=1]')
    const collect = jobOf(run, 'promo/collect').steps[1]?.log
    expect(collect).toContain('key is ***')
    expect(collect).toContain('ids []')
    expect(jobOf(run, 'after').steps[1]?.log.join('\n')).toMatch(/last sha256:(cart|web); success true 3/)

    expect(bench.claims.map((claims) => claims.environment)).toEqual(['release', 'release', undefined])
    expect(bench.claims[0]).toMatchObject({
      job_workflow_ref: 'acme/line/.github/workflows/leg.yml@refs/tags/v1',
      job_workflow_sha: line,
      workflow_ref: `${APP}/.github/workflows/ci.yml@refs/heads/main`,
      workflow_sha: run.sha,
      environment: 'release',
      runner_environment: 'github-hosted',
      repository: APP,
      repository_visibility: 'public',
      event_name: 'push',
      run_attempt: '1',
      check_run_id: expect.stringMatching(/^[0-9]+$/),
    })
    const scopes = bench.host.tokens.map(({ permissions }) => JSON.stringify(permissions)).sort()
    expect([...new Set(scopes)]).toEqual([
      '{"contents":"read","id-token":"write","packages":"write"}',
      '{"contents":"read"}',
      '{"id-token":"write","packages":"write"}',
      '{}',
    ])
    expect(bench.host.revoked).toHaveLength(bench.host.tokens.length)
  })

  test('starts no job when it asks for more than its caller grants', async () => {
    bench.host.commit('acme/line', LINE, 'refs/tags/v1')
    const run = await bench.push(workflow(caller('{ contents: read, packages: write }')))
    expect(run.conclusion).toBe('failure')
    expect(run.jobs).toEqual([])
    expect(run.error).toContain("requesting 'id-token: write', but is only allowed 'id-token: none'")
  })

  test('starts no job when the caller passes an input that is not declared', async () => {
    bench.host.commit('acme/line', LINE, 'refs/tags/v1')
    const run = await bench.push(workflow(caller(GRANT).replace('loud: true', 'quiet: true')))
    expect(run.conclusion).toBe('failure')
    expect(run.error).toContain('Invalid input, quiet is not defined in the referenced workflow.')
  })

  test('is not found in a private repository of someone else', async () => {
    bench.host.create('acme/line', 'private')
    bench.host.commit('acme/line', LINE, 'refs/tags/v1')
    const run = await bench.push(workflow(caller(GRANT)))
    expect(run.error).toContain('workflow was not found')
  })

  test('fails the one leg whose input has another type than declared', async () => {
    const called = `
on: { workflow_call: { inputs: { count: { type: number, required: true } } } }
jobs: { one: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] } }
`
    const run = await bench.push({
      ...workflow(called, 'called.yml'),
      ...workflow(`
on: push
jobs:
  call:
    strategy: { fail-fast: false, matrix: { count: [1, many] } }
    uses: ./.github/workflows/called.yml
    with: { count: '\${{ matrix.count }}' }
`),
    })
    expect(run.jobs.map(({ key, conclusion }) => [key, conclusion])).toContainEqual(['call[0]/one', 'success'])
    expect(jobOf(run, 'call[1]').annotations[0]?.message).toContain("input 'count': expected number")
    expect(run.conclusion).toBe('failure')
  })
})
