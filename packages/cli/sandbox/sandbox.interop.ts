import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { digestOf } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { allowEnvironment, runProgram } from '@promo/process'
import { ROOT } from '../repository-root.ts'
import { sandboxRegistry } from './registry.ts'
import { sandboxRun, workflowPath } from './run.ts'
import { sandboxUp } from './up.ts'

let directory: string
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'promo-cli-sandbox-'))
  const workflows = join(directory, '.github', 'workflows')
  mkdirSync(workflows, { recursive: true })
  writeFileSync(join(workflows, 'ci.yml'), CI)
  writeFileSync(
    join(workflows, 'other.yml'),
    'on: push\njobs: { x: { runs-on: ubuntu-latest, steps: [{ run: exit 1 }] } }\n',
  )
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const CI = `
name: ci
on: { workflow_dispatch: { inputs: { want: { type: string, required: true } } } }
jobs:
  greet:
    runs-on: ubuntu-latest
    outputs: { want: '\${{ inputs.want }}', tools: '\${{ vars.PROMO_TOOL_DIRECTORY }}' }
    steps: [{ run: 'echo "for \${{ vars.REGION }}"; test "\${{ inputs.want }}" = pass' }]
`

/** Runs the command as a person does, in a process of its own: only there Node loads GitHub's parser. */
async function promo(...args: readonly string[]): Promise<{ readonly code: number; readonly document: unknown }> {
  const env = allowEnvironment(['PATH', 'TMPDIR'])
  const program = { program: process.execPath, cwd: directory, env, timeoutMs: 60_000 }
  const { code, stdout } = await runProgram({ ...program, args: [MAIN, 'sandbox', ...args] })
  return { code, document: stdout.length === 0 ? undefined : JSON.parse(new TextDecoder().decode(stdout)) }
}

const MAIN = join(ROOT, 'packages', 'cli', 'main.ts')

describe('promo sandbox', () => {
  test('plan shows the jobs of the example with all that promo’s workflows hold', async () => {
    const example = join(ROOT, 'workflows-examples', 'bookstore')
    const { code, document } = await promo(
      'plan',
      'release.yml',
      '--repository',
      `${example}=your-org/bookstore`,
      '--json',
    )
    expect(code).toBe(0)
    const { jobs } = document as { jobs: readonly { id: string; calls?: { jobs: readonly { id: string }[] } }[] }
    const called = jobs.find(({ calls }) => calls !== undefined)?.calls?.jobs.map(({ id }) => id)
    expect(called).toEqual(['plan', 'source', 'leg', 'collect', 'promote'])
  })

  test('run starts the one workflow by the one event with the scanners of this machine, and ends with 1 when it fails', async () => {
    const event = ['--event', 'workflow_dispatch', '--variable', 'REGION=eu', '--json']
    const { code, document } = await promo(
      'run',
      'ci.yml',
      '--repository',
      directory,
      ...event,
      '--input',
      'want=failure',
    )
    expect(code).toBe(1)
    expect(document).toMatchObject([{ name: 'ci', conclusion: 'failure', jobs: [{ outputs: { want: 'failure' } }] }])
    const [{ jobs }] = document as [{ jobs: [{ outputs: { tools: string } }] }]
    expect(readdirSync(jobs[0].outputs.tools).map((name) => name.split('@')[0])).toContain('gitleaks')
    expect(document).toHaveLength(1)
  }, 60_000)

  test('registry serves a registry alone until it is told to stop, on the port that is asked for', async () => {
    const child = spawn(process.execPath, [MAIN, 'sandbox', 'registry', '--json'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const ended = once(child, 'exit')
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const { registry } = JSON.parse(line.toString()) as { registry: string }
    const base = `http://${registry}/v2/your-org/app`
    const digest = digestOf('pushed')
    await fetch(`${base}/blobs/uploads/?digest=${digest}`, { method: 'POST', body: 'pushed' })
    expect(await (await fetch(`${base}/blobs/${digest}`)).text()).toBe('pushed')
    const port = registry.split(':')[1] ?? ''
    await expectCode('sandbox-option-invalid', () => sandboxRegistry({ port }))
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  }, 60_000)

  test('refuses what does not fit before anything starts', async () => {
    await expectCode('sandbox-workflow-missing', () => sandboxRun('none.yml', { repository: directory, event: 'push' }))
    await expectCode('sandbox-option-invalid', () => sandboxRun('ci.yml', { repository: directory, event: 'issues' }))
    await expectCode('sandbox-option-invalid', () => sandboxUp({ secret: ['PROMO_NO_SUCH_VARIABLE'] }))
    const repository = { directory, name: 'a/b' }
    expect(workflowPath(repository, join(directory, '.github/workflows/ci.yml'))).toBe('.github/workflows/ci.yml')
    await expectCode('sandbox-workflow-missing', () => workflowPath(repository, '../../etc/passwd'))
  })
})
