import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { expectPassed, jobOf, stepOf } from './runner/testing.ts'
import { startSandbox, type Sandbox } from './sandbox.ts'

let directory: string
let sandbox: Sandbox
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'promo-sandbox-'))
  sandbox = await startSandbox({ directory })
})
afterEach(async () => {
  await sandbox.close()
  await rm(directory, { recursive: true, force: true })
})

const WORKFLOW = `
name: spine
on:
  push: { branches: [main] }
  pull_request_target:
permissions: { contents: read }
jobs:
  look:
    runs-on: ubuntu-latest
    permissions: { contents: write, id-token: write }
    steps:
      - uses: actions/checkout@v6
        with: { fetch-depth: 0 }
      - run: |
          cat hello.txt
          git log --oneline | wc -l
          git config user.name bot && git config user.email bot@example.org
          git checkout -q -b from-the-job && echo more >> hello.txt && git commit -qam 'add more' && git push -q origin from-the-job
      - run: |
          curl -sf -H "Authorization: Bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=me" | cut -c1-12
  barred:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - run: git checkout -q -b nope && git push -q origin nope
`

const BY_HAND = `
on:
  schedule: [{ cron: '30 5 * * 1-5' }]
  workflow_dispatch: { inputs: { who: { type: string } } }
jobs:
  one:
    runs-on: ubuntu-latest
    steps: [{ uses: $/uploader, with: { name: 'for-\${{ inputs.who }}' } }]
`

/** The package is found where this repository installs it. */
const UPLOADER = {
  'uploader/action.yml':
    'name: up\ndescription: x\ninputs: { name: { description: x } }\nruns: { using: node24, main: main.mjs }\n',
  'uploader/main.mjs': `
import { writeFileSync } from 'node:fs'
const { DefaultArtifactClient } = await import(${JSON.stringify(import.meta.resolve('@actions/artifact'))})
writeFileSync('file.txt', 'content')
await new DefaultArtifactClient().uploadArtifact(process.env.INPUT_NAME, ['file.txt'], '.')
`,
}

describe('the sandbox', () => {
  test('starts a workflow for a push, checks out over HTTPS and holds each job to its permissions', async () => {
    const { github, runner } = sandbox
    github.createUser('ada')
    await github.createRepository({ fullName: 'acme/shop', visibility: 'public', collaborators: { ada: 'admin' } })
    const files = { 'hello.txt': 'hello\n', '.github/workflows/spine.yml': WORKFLOW }
    await github.commitFiles({ repository: 'acme/shop', branch: 'main', message: 'start', actor: 'ada', files })
    await runner.idle()

    expect(runner.runs).toHaveLength(1)
    const [run] = runner.runs
    const look = jobOf(run!, 'look')
    expectPassed({ ...run!, conclusion: look.conclusion })
    expect(look.steps[2]?.log).toContain('hello')
    expect(look.steps[3]?.log).toContain('{"count":1,"')
    expect(await github.resolveCommit('acme/shop', 'refs/heads/from-the-job')).toMatch(/^[0-9a-f]{40}$/)
    expect(stepOf(run!, 'barred', 'Run git checkout -q -b nope && git push -q origin nope').outcome).toBe('failure')
    expect(
      github
        .checkRuns('acme/shop', run!.sha)
        .map(({ name, conclusion }) => [name, conclusion])
        .sort(),
    ).toEqual([
      ['barred', 'failure'],
      ['look', 'success'],
    ])
    expect(sandbox.network.requests.refused).toEqual([])
  })

  test('passes artifacts of the unmodified client between steps, and starts a workflow by hand', async () => {
    const { github, runner } = sandbox
    const ada = github.createUser('ada')
    await github.createRepository({ fullName: 'acme/shop', visibility: 'private', collaborators: { ada: 'admin' } })
    const files = { '.github/workflows/hand.yml': BY_HAND, ...UPLOADER }
    await github.commitFiles({ repository: 'acme/shop', branch: 'main', message: 'start', actor: 'ada', files })
    const inputs = { who: 'ada' }
    await sandbox.dispatchWorkflow({ repository: 'acme/shop', workflow: 'hand.yml', inputs, actor: ada })
    await runner.idle()
    expectPassed(runner.runs[0]!)
    expect(sandbox.artifacts.list(runner.runs[0]!.id).map(({ name }) => name)).toEqual(['for-ada'])
    await expect(
      sandbox.dispatchWorkflow({ repository: 'acme/shop', workflow: 'hand.yml', inputs: { x: '1' }, actor: ada }),
    ).rejects.toMatchObject({ code: 'sandbox-dispatch-refused' })

    expect(await sandbox.runSchedules(new Date('2026-11-28T05:30:00Z'))).toEqual([])
    expect(await sandbox.runSchedules(new Date('2026-11-27T05:30:00Z'))).toHaveLength(1)
    await runner.idle()
    expect(runner.runs[1]).toMatchObject({ event: 'schedule', conclusion: 'success' })
  })
})
