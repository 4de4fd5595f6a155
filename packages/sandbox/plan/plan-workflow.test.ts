import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { planWorkflow } from './plan-workflow.ts'

const CALLER = `
name: release
on: { push: {}, release: {} }
permissions: { contents: read }
jobs:
  legs:
    strategy: { matrix: { service: [cart, web] } }
    permissions: { contents: read, id-token: write }
    uses: acme/line/.github/workflows/leg.yml@v1
  tell:
    needs: legs
    if: always()
    runs-on: ubuntu-latest
    environment: prod
    strategy: { matrix: { n: "\${{ fromJSON(needs.legs.outputs.n) }}" } }
    steps: [{ id: say, run: "echo hello\\necho more" }, { uses: actions/checkout@v6 }]
`
const LEG = `
on: { workflow_call: { outputs: { n: { value: '1' } } } }
permissions: { contents: read, id-token: write }
jobs: { seal: { runs-on: ubuntu-latest, steps: [{ uses: $/keyless-sign }] } }
`

let directory: string
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'promo-plan-'))
  for (const [path, text] of [
    ['app/.github/workflows/release.yml', CALLER],
    ['line/.github/workflows/leg.yml', LEG],
  ] as const) {
    mkdirSync(join(directory, dirname(path)), { recursive: true })
    writeFileSync(join(directory, path), text)
  }
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const plan = (...names: readonly string[]) =>
  planWorkflow({
    repositories: new Map(names.map((name) => [`acme/${name}`, join(directory, name)])),
    repository: 'acme/app',
    workflow: '.github/workflows/release.yml',
  })

test('shows jobs, needs, static matrices, permissions and what is called, without running anything', async () => {
  const { on, unsupported, jobs } = await plan('app', 'line')
  expect([on, unsupported]).toEqual([['push', 'release'], ['release']])
  expect(jobs[0]).toMatchObject({
    ...{ id: 'legs', needs: [], matrix: [{ service: 'cart' }, { service: 'web' }] },
    uses: 'acme/line/.github/workflows/leg.yml@v1',
    calls: {
      file: 'acme/line/.github/workflows/leg.yml',
      jobs: [
        { id: 'seal', permissions: { contents: 'read', 'id-token': 'write' }, steps: [{ uses: '$/keyless-sign' }] },
      ],
    },
  })
  expect(jobs[1]).toEqual({
    ...{ id: 'tell', needs: ['legs'], if: 'always()', permissions: { contents: 'read' }, runsOn: 'ubuntu-latest' },
    environment: 'prod',
    matrix: '{"n":"${{ fromJSON(needs.legs.outputs.n) }}"}',
    steps: [{ id: 'say', run: 'echo hello' }, { uses: 'actions/checkout@v6' }],
  })
})

test('names the repository it has no folder for', async () => {
  await expect(plan('app')).rejects.toMatchObject({
    code: 'workflow-missing',
    message: expect.stringContaining('acme/line'),
  })
})
