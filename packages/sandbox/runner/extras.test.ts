import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { expectPassed, jobOf, openBench, stepOf, workflow, type Bench } from './testing.ts'

let bench: Bench
beforeEach(async () => {
  bench = await openBench()
})
afterEach(() => bench.close())

const TOOLS = {
  'outer/action.yml': `
name: outer
description: x
inputs: { who: { description: x } }
runs: { using: composite, steps: [{ uses: $/inner, with: { who: '\${{ inputs.who }}' } }] }
`,
  'inner/action.yml':
    'name: inner\ndescription: x\ninputs: { who: { description: x } }\nruns: { using: node24, pre: pre.js, main: main.js }\n',
  'inner/pre.js': "console.log('before all for ' + process.env.INPUT_WHO)",
  'inner/main.js': "console.log('debug is ' + process.env.RUNNER_DEBUG); console.log('::debug::seen')",
}

test('runs pre of an action inside a composite first, hashes files, and is named by run-name', async () => {
  bench.host.commit('acme/tools', TOOLS, 'refs/tags/v1')
  bench.host.repositoryVariables['ACTIONS_STEP_DEBUG'] = 'true'
  const run = await bench.push(
    workflow(`
name: CI
run-name: Deploy by \${{ github.actor }}
on: push
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - run: printf '{}' > package-lock.json
      - uses: acme/tools/outer@v1
        with: { who: ada }
      - run: echo "\${{ hashFiles('**/*-lock.json') }} [\${{ hashFiles('none') }}] \${{ runner.debug }}"
`),
  )
  expectPassed(run)
  expect(run).toMatchObject({ name: 'CI', title: 'Deploy by ada' })
  const { steps } = jobOf(run, 'one')
  expect(steps[1]).toMatchObject({ name: 'Pre $/inner', conclusion: 'success' })
  expect(steps[1]?.log).toContain('before all for ada')
  expect(steps[3]?.log).toEqual(expect.arrayContaining(['debug is 1', '##[debug]seen']))
  expect(steps[4]?.log).toContain('c74f3008fdd2f7c5ae5446ab2e522629f63346f68a4026b4f72b91b393475ff6 [] 1')
})

test('names a run after its commit, and keeps debug messages to itself', async () => {
  const payload = { head_commit: { message: 'Change the cart\n\nmore' } }
  const files = workflow('on: push\njobs: { one: { runs-on: ubuntu-latest, steps: [{ run: "echo ::debug::x" }] } }\n')
  const run = await bench.push(files, { payload })
  expect(run).toMatchObject({ name: '.github/workflows/ci.yml', title: 'Change the cart' })
  expect(jobOf(run, 'one').steps[1]?.log).not.toContain('##[debug]x')
})

test('refuses siblings by an annotated tag, but not an action that has none', async () => {
  const called = workflow(
    'on: workflow_call\njobs: { in: { runs-on: ubuntu-latest, steps: [{ run: "true" }] } }\n',
    'c.yml',
  )
  bench.host.commit('acme/tools', { ...TOOLS, ...called }, 'refs/tags/v1')
  bench.host.annotated.set('refs/tags/v1', 'f'.repeat(40))
  const step = (uses: string): string => `steps: [{ uses: ${uses} }], runs-on: ubuntu-latest`
  const one = (job: string) => bench.push(workflow(`on: push\njobs: { one: { ${job} } }\n`))
  const whole = await one('uses: acme/tools/.github/workflows/c.yml@v1')
  expect(whole).toMatchObject({ conclusion: 'failure', jobs: [] })
  expect(whole.error).toContain('annotated tag')
  const composite = await one(step('acme/tools/outer@v1'))
  expect(stepOf(composite, 'one', 'Set up job').annotations[0]?.message).toContain('annotated tag')
  expectPassed(await one(step('acme/tools/inner@v1')))
})
