import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { expectPassed, jobOf, openBench, stepOf, workflow, type Bench } from './testing.ts'

let bench: Bench
beforeEach(async () => {
  bench = await openBench()
})
afterEach(() => bench.close())

const GREETER = {
  'greeter/action.yml': `
name: greeter
description: greets
inputs:
  who: { default: world }
outputs:
  greeting: { description: text }
runs: { using: node24, main: main.js, post: post.js }
`,
  'greeter/main.js': `
const { appendFileSync } = require('node:fs')
appendFileSync(process.env.GITHUB_OUTPUT, 'greeting=hello ' + process.env.INPUT_WHO + '\\n')
appendFileSync(process.env.GITHUB_STATE, 'left=behind\\n')
appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# Greeted\\n')
console.log('::notice title=Hi::done')
`,
  'greeter/post.js': `console.log('post saw ' + process.env.STATE_left)`,
}

describe('a run', () => {
  test('carries an output of a node action to the next job', async () => {
    bench.host.commit('acme/tools', GREETER, 'refs/tags/v1')
    const run = await bench.push(
      workflow(`
name: CI
on: push
jobs:
  first:
    runs-on: ubuntu-latest
    outputs:
      text: \${{ steps.greet.outputs.greeting }}
    steps:
      - id: greet
        uses: acme/tools/greeter@v1
        with: { who: promo }
  second:
    needs: first
    runs-on: ubuntu-latest
    steps:
      - run: echo "got \${{ needs.first.outputs.text }} from $GITHUB_JOB"
`),
    )
    expectPassed(run)
    expect(run.name).toBe('CI')
    expect(jobOf(run, 'first').outputs).toEqual({ text: 'hello promo' })
    const greet = stepOf(run, 'first', 'Run acme/tools/greeter@v1')
    expect(greet.summary).toBe('# Greeted\n')
    expect(greet.annotations).toEqual([{ level: 'notice', title: 'Hi', message: 'done' }])
    expect(stepOf(run, 'first', 'Post Run acme/tools/greeter@v1').log).toContain('post saw behind')
    expect(jobOf(run, 'second').steps[1]?.log).toContain('got hello promo from second')
  })
})
