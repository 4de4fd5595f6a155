import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { expectPassed, jobOf, openBench, stepOf, workflow, type Bench } from './testing.ts'

let bench: Bench
beforeEach(async () => {
  bench = await openBench()
})
afterEach(() => bench.close())

const node = (main: string, extra = ''): Record<string, string> => ({
  'act/action.yml': `name: act\ndescription: x\ninputs: { Big Name: { description: x, default: d } }\nruns: { using: node24, main: main.js${extra} }\n`,
  'act/main.js': main,
})

describe('a step of a JavaScript action', () => {
  test('sees exactly the variables of the runner, the network and the host tools', async () => {
    bench.host.commit(
      'acme/tools',
      node('console.log("names " + Object.keys(process.env).sort().join(" "))'),
      'refs/tags/v1',
    )
    const run = await bench.push(
      workflow(`
on: push
permissions: { id-token: write }
jobs:
  one:
    runs-on: ubuntu-latest
    env: { OF_JOB: x }
    steps: [{ uses: acme/tools/act@v1 }]
`),
    )
    expectPassed(run)
    const names = stepOf(run, 'one', 'Run acme/tools/act@v1').log.find((line) => line.startsWith('names '))
    expect(names?.split(' ').slice(1)).toEqual([
      ...['ACTIONS_CACHE_MODE', 'ACTIONS_CACHE_SERVICE_V2', 'ACTIONS_CACHE_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'],
      ...['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ORCHESTRATION_ID', 'ACTIONS_RESULTS_URL', 'ACTIONS_RUNTIME_TOKEN'],
      ...['ACTIONS_RUNTIME_URL', 'CI', 'GITHUB_ACTION', 'GITHUB_ACTIONS', 'GITHUB_ACTION_PATH', 'GITHUB_ACTION_REF'],
      ...['GITHUB_ACTION_REPOSITORY', 'GITHUB_ACTOR', 'GITHUB_ACTOR_ID', 'GITHUB_API_URL', 'GITHUB_BASE_REF'],
      ...['GITHUB_ENV', 'GITHUB_EVENT_NAME', 'GITHUB_EVENT_PATH', 'GITHUB_GRAPHQL_URL', 'GITHUB_HEAD_REF'],
      ...['GITHUB_JOB', 'GITHUB_OUTPUT', 'GITHUB_PATH', 'GITHUB_REF', 'GITHUB_REF_NAME', 'GITHUB_REF_PROTECTED'],
      ...['GITHUB_REF_TYPE', 'GITHUB_REPOSITORY', 'GITHUB_REPOSITORY_ID', 'GITHUB_REPOSITORY_OWNER'],
      ...['GITHUB_REPOSITORY_OWNER_ID', 'GITHUB_RETENTION_DAYS', 'GITHUB_RUN_ATTEMPT', 'GITHUB_RUN_ID'],
      ...['GITHUB_RUN_NUMBER', 'GITHUB_SERVER_URL', 'GITHUB_SHA', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'],
      ...['GITHUB_TRIGGERING_ACTOR', 'GITHUB_WORKFLOW', 'GITHUB_WORKFLOW_REF', 'GITHUB_WORKFLOW_SHA'],
      ...['GITHUB_WORKSPACE', 'HOME', 'HTTPS_PROXY', 'INPUT_BIG_NAME', 'OF_JOB', 'PATH', 'RUNNER_ARCH'],
      ...['RUNNER_ENVIRONMENT', 'RUNNER_NAME', 'RUNNER_OS', 'RUNNER_TEMP', 'RUNNER_TOOL_CACHE', 'RUNNER_WORKSPACE'],
    ])
  })

  test('runs pre first and post last, which share its state and run after a failure', async () => {
    const phases = {
      ...node(
        "require('node:fs').appendFileSync(process.env.GITHUB_STATE, 'a=1\\n'); process.exit(1)",
        ', pre: pre.js, post: post.js',
      ),
      'act/pre.js': "console.log('pre of ' + process.env['INPUT_BIG_NAME'])",
      'act/post.js': "console.log('post with ' + process.env.STATE_a)",
    }
    bench.host.commit('acme/tools', phases, 'refs/tags/v1')
    const run = await bench.push(
      workflow(`
on: push
jobs:
  one:
    runs-on: ubuntu-latest
    steps: [{ run: 'true' }, { uses: acme/tools/act@v1, with: { unknown: 1 } }]
`),
    )
    expect(jobOf(run, 'one').steps.map(({ name, conclusion }) => [name, conclusion])).toEqual([
      ['Set up job', 'success'],
      ['Pre acme/tools/act@v1', 'success'],
      ['Run true', 'success'],
      ['Run acme/tools/act@v1', 'failure'],
      ['Post Run acme/tools/act@v1', 'success'],
      ['Complete job', 'success'],
    ])
    expect(jobOf(run, 'one').steps[1]?.log).toContain('pre of d')
    expect(jobOf(run, 'one').steps[4]?.log).toContain('post with 1')
    expect(jobOf(run, 'one').steps[3]?.annotations[0]?.message).toBe(
      "Unexpected input(s) 'unknown', valid inputs are ['big name']",
    )
  })
})

const COMPOSITE = {
  'outer/action.yml': `
name: outer
description: x
inputs: { who: { description: x, default: nobody } }
outputs: { text: { description: x, value: '\${{ steps.inner.outputs.text }}' } }
runs:
  using: composite
  steps:
    - id: inner
      uses: $/inner
      with: { who: '\${{ inputs.who }}' }
      env: { FROM_STEP: '\${{ env.OF_CALLER }}' }
    - shell: bash
      run: echo "KEPT=by-composite" >> "$GITHUB_ENV"
    - if: failure()
      shell: bash
      run: echo never
`,
  'inner/action.yml': `
name: inner
description: x
inputs: { who: { description: x } }
outputs: { text: { description: x, value: '\${{ steps.say.outputs.text }}' } }
runs:
  using: composite
  steps:
    - id: say
      shell: bash
      run: echo "text=\${{ inputs.who }} $FROM_STEP \${{ github.action_repository }} $(basename "$GITHUB_ACTION_PATH")" >> "$GITHUB_OUTPUT"
`,
}

test.each([
  ['a docker action', 'acme/tools/box@v1', 'docker'],
  ['an image', 'docker://alpine:3', 'docker://alpine:3'],
  ['an unknown repository', 'acme/nothing@v1', 'acme/nothing@v1'],
  ['a path out of the repository', 'acme/tools/../x@v1', 'leaves its repository'],
])('refuses %s by name', async (_what, uses, name) => {
  const box = 'name: box\ndescription: x\nruns: { using: docker, image: Dockerfile }\n'
  bench.host.commit('acme/tools', { 'box/action.yml': box }, 'refs/tags/v1')
  const run = await bench.push(
    workflow(`on: push\njobs: { one: { runs-on: ubuntu-latest, steps: [{ uses: '${uses}' }] } }\n`),
  )
  expect(run.conclusion).toBe('failure')
  expect(stepOf(run, 'one', 'Set up job').annotations[0]?.message).toContain(name)
})

describe('a composite action', () => {
  test('nests through $/ with inputs, outputs and environment of its own', async () => {
    bench.host.commit('acme/tools', COMPOSITE, 'refs/heads/next')
    const run = await bench.push(
      workflow(`
on: push
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - id: outer
        uses: acme/tools/outer@next
        with: { who: ada }
        env: { OF_CALLER: given }
      - run: echo "[\${{ steps.outer.outputs.text }}] $KEPT [$OF_CALLER]"
`),
    )
    expectPassed(run)
    expect(jobOf(run, 'one').steps[2]?.log).toContain('[ada given acme/tools inner] by-composite []')
  })
})

describe('a run step', () => {
  test('hands variables, paths and outputs on through the command files', async () => {
    const run = await bench.push(
      workflow(`
on: push
env: { LEVEL: workflow, TOP: yes }
defaults: { run: { shell: bash, working-directory: sub } }
jobs:
  one:
    runs-on: ubuntu-latest
    env: { LEVEL: job }
    steps:
      - working-directory: .
        run: |
          mkdir sub bin && printf '#!/bin/sh\\necho from-path' > bin/tool && chmod +x bin/tool
          echo "$PWD/bin" >> "$GITHUB_PATH"
          printf 'A<<END\\ntwo\\nlines\\nEND\\n' >> "$GITHUB_ENV"
      - id: now
        env: { LEVEL: step }
        run: |
          tool; echo "$A" | wc -l; echo "$LEVEL $TOP \${{ env.LEVEL }}"; basename "$PWD"
          echo "::set-output name=old::x"
          echo "::stop-commands::pause"
          echo "::error::not one"
          echo "::pause::"
      - id: broken
        continue-on-error: true
        run: "false | true"
      - run: echo "\${{ steps.broken.outcome }} \${{ steps.broken.conclusion }} [\${{ steps.now.outputs.old }}]"
      - run: echo nonsense >> "$GITHUB_OUTPUT"
`),
    )
    const [, , now, , report, nonsense] = jobOf(run, 'one').steps
    expect(now?.log.slice(-10)).toEqual(
      expect.arrayContaining(['from-path', '2', 'step yes step', 'sub', '::error::not one']),
    )
    expect(now?.annotations).toEqual([])
    expect(report?.log).toContain('failure success []')
    expect(nonsense?.annotations[0]?.message).toBe("Invalid format 'nonsense'")
    expect(run.conclusion).toBe('failure')
  })

  test('is stopped by its time limit', async () => {
    const run = await bench.push(
      workflow(`
on: push
jobs:
  one: { runs-on: ubuntu-latest, steps: [{ name: slow, timeout-minutes: 0.003, run: sleep 20 }] }
`),
    )
    expect(stepOf(run, 'one', 'slow').annotations[0]?.message).toContain("The action 'slow' has timed out")
  })
})
