import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { ToolFailure } from './failure.ts'
import { installTool } from './install.ts'
import { toolDirectory, toolPath } from './layout.ts'
import type { PythonTool } from './lock.ts'
import { findPython } from './python.ts'
import type { Workshop } from './workshop.ts'

const tool: PythonTool = {
  name: 'tool',
  version: '1.2.3',
  role: 'example',
  versionArguments: ['--version'],
  source: { python: '3.11', package: 'tool', module: 'tool.main' },
}

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'promo-wheels-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** A workshop where every Python is a shell script, before everything else on the PATH. */
function workshopWith(python: string): Workshop {
  for (const directory of ['bin', 'installed', 'modules/tool']) mkdirSync(join(root, directory), { recursive: true })
  for (const name of ['python3.11', 'python3', 'python'])
    writeFileSync(join(root, 'bin', name), `#!/bin/sh\n${python}\n`, { mode: 0o755 })
  writeFileSync(join(root, 'modules', 'tool', 'requirements.txt'), `tool==1.2.3 --hash=sha256:${'0'.repeat(64)}\n`)
  const environment = { ...process.env, PATH: `${join(root, 'bin')}:${process.env.PATH ?? ''}` }
  return { directory: join(root, 'installed'), modules: join(root, 'modules'), environment, log: () => undefined }
}

/** Stands for Python: names itself, has pip, "installs" one file, and as interpreter of the launcher says a version. */
function fakePython(version = '3.11.7', says = '1.2.3'): string {
  return `case "$*" in
"-I -c"*) echo ${version}; echo "${root}/bin/python3.11" ;;
"-I -m pip --version") echo pip ;;
*"pip install"*) echo "$@" >> "${root}/installs"
  while [ "$1" != --target ]; do shift; done
  mkdir -p "$2/tool" && echo 'code' > "$2/tool/main.py" ;;
*) echo ${says} ;;
esac`
}

const installs = () => (existsSync(join(root, 'installs')) ? readFileSync(join(root, 'installs'), 'utf8').split('\n') : [])
const states = async (workshop: Workshop): Promise<string> => (await installTool(tool, workshop)).state

test('installs wheels by their hashes and nothing from source, once', async () => {
  const workshop = workshopWith(fakePython())
  expect([await states(workshop), await states(workshop)]).toEqual(['built', 'cached'])
  expect(installs()).toHaveLength(2)
  for (const flag of ['--require-hashes', '--no-deps', '--only-binary :all:']) expect(installs()[0]).toContain(flag)
  expect(readdirSync(toolDirectory(workshop.directory, 'tool', '1.2.3'))).toEqual(['site', 'tool', 'tool.json'])
})

test('installs again when any file of the wheels has changed or come since', async () => {
  const workshop = workshopWith(fakePython())
  await installTool(tool, workshop)
  const site = join(toolDirectory(workshop.directory, 'tool', '1.2.3'), 'site', 'tool')
  appendFileSync(join(site, 'main.py'), 'more')
  expect(await states(workshop)).toBe('built')
  writeFileSync(join(site, 'other.py'), '')
  expect([await states(workshop), await states(workshop)]).toEqual(['built', 'cached'])
})

test('starts the tool by the interpreter that installed it, isolated, wherever the directory lies', async () => {
  const workshop = workshopWith(fakePython())
  await installTool(tool, workshop)
  const launcher = readFileSync(toolPath(workshop.directory, 'tool', '1.2.3'), 'utf8')
  expect(launcher.split('\n')[0]).toBe(`#!${root}/bin/python3.11 -IB`)
  expect(launcher).not.toContain('.staging')
})

test('refuses wheels of another version, and leaves nothing behind', async () => {
  const workshop = workshopWith(fakePython('3.11.7', '1.2.4'))
  await expect(installTool(tool, workshop)).rejects.toThrow(ToolFailure)
  expect(readdirSync(workshop.directory)).toEqual([])
})

test('names the Python it needs when there is only an older one, or none', async () => {
  const { environment } = workshopWith(fakePython('3.9.2'))
  await expect(findPython('3.11', environment)).rejects.toThrow(/3\.11.*3\.9\.2/)
  await expect(findPython('3.11', { PATH: '/nowhere' })).rejects.toThrow(ToolFailure)
})
