import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { parseYaml } from '@promo/core'
import { ROOT } from '../../scripts/root.ts'
import { installedTool, runTool } from './installed-tool.ts'

/* What is not followed is named in .github/actionlint.yaml and .github/zizmor.yml, each with its reason. */

jest.setTimeout(60_000)

const examples = readdirSync(join(ROOT, 'workflows-examples'), { recursive: true, encoding: 'utf8' })
const workflows = [
  ...readdirSync(join(ROOT, '.github', 'workflows')).map((name) => join('.github', 'workflows', name)),
  ...examples
    .filter((path) => /(?:^|[\\/])\.github[\\/]workflows[\\/][^\\/]+\.ya?ml$/.test(path))
    .map((path) => join('workflows-examples', path)),
].map((path) => join(ROOT, path))
/** Folders of the public actions, the root's among them. */
const actions = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .filter((name) => readdirSync(join(ROOT, name)).includes('action.yml'))

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'promo-lint-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const ACTIONLINT = ['-no-color', '-oneline', '-shellcheck=', '-pyflakes=']
const EXCEPTIONS = join(ROOT, '.github', 'actionlint.yaml')

describe('actionlint', () => {
  test('has nothing to say of any workflow', async () => {
    const { code, stdout } = await runTool(
      installedTool('actionlint'),
      [...ACTIONLINT, '-config-file', EXCEPTIONS, ...workflows],
      // The exceptions are for paths below where it runs.
      ROOT,
      { HOME: home, TMPDIR: home },
    )
    expect(stdout).toBe('')
    expect(code).toBe(0)
  })

  test('has nothing to say of any action, used with all of its inputs', async () => {
    const workflow = join(home, '.github', 'workflows', 'all.yml')
    mkdirSync(dirname(workflow), { recursive: true })
    mkdirSync(join(home, '.git'))
    symlinkSync(join(ROOT, 'dist'), join(home, 'dist'))
    for (const action of actions) symlinkSync(join(ROOT, action), join(home, action))
    const steps = actions.map((action) => ({ uses: `./${action}`, with: inputsOf(action) }))
    writeFileSync(workflow, JSON.stringify({ on: 'push', jobs: { all: { 'runs-on': 'ubuntu-24.04', steps } } }))
    expect(actions).toContain('scan-gate')
    const { code, stdout } = await runTool(installedTool('actionlint'), [...ACTIONLINT, workflow], home)
    expect(stdout).toBe('')
    expect(code).toBe(0)
  })
})

describe('zizmor', () => {
  test('has nothing to say of any workflow or action, however pedantic', async () => {
    const config = join(ROOT, '.github', 'zizmor.yml')
    const args = ['--offline', '--persona=pedantic', '--no-progress', '--format=json', `--config=${config}`]
    const { code, stdout } = await runTool(installedTool('zizmor'), [...args, ROOT, ...workflows], home)
    expect(JSON.parse(stdout)).toEqual([])
    expect(code).toBe(0)
  })

  test('looks at all of them: without exceptions it knows the trigger of the gate', async () => {
    const args = ['--offline', '--no-config', '--no-progress', '--format=json']
    const { stdout } = await runTool(installedTool('zizmor'), [...args, ...workflows], home)
    const found = JSON.parse(stdout) as readonly { readonly ident: string }[]
    expect(found.map(({ ident }) => ident)).toContain('dangerous-triggers')
  })
})

function inputsOf(action: string): Readonly<Record<string, string>> {
  const metadata = parseYaml(readFileSync(join(ROOT, action, 'action.yml'))) as { readonly inputs?: object }
  return Object.fromEntries(Object.keys(metadata.inputs ?? {}).map((name) => [name, 'x']))
}
