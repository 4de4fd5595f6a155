import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { ToolFailure } from './failure.ts'
import { goVersion } from './go.ts'
import { installTool } from './install.ts'
import { toolDirectory, toolPath } from './layout.ts'
import type { GoTool } from './lock.ts'
import type { Workshop } from './workshop.ts'

const tool: GoTool = {
  name: 'tool',
  version: '1.2.3',
  role: 'example',
  versionArguments: ['--version'],
  source: { module: 'example.org/tool', moduleVersion: 'v1.2.3', package: 'example.org/tool/cmd/tool', ldflags: [] },
}

let root: string
let log: string[]
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'promo-tools-'))
  log = []
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** A workshop whose `go` is a shell script, put before everything else on the PATH. */
function workshopWith(go: string): Workshop {
  for (const directory of ['bin', 'installed', 'modules/tool']) mkdirSync(join(root, directory), { recursive: true })
  writeFileSync(join(root, 'bin', 'go'), `#!/bin/sh\n${go}\n`, { mode: 0o755 })
  writeFileSync(join(root, 'modules', 'tool', 'go.mod'), 'module example.invalid/tool\n\ngo 1.26\n')
  writeFileSync(join(root, 'modules', 'tool', 'go.sum'), 'example.org/tool v1.2.3 h1:sum=\n')
  const environment = { ...process.env, PATH: `${join(root, 'bin')}:${process.env.PATH ?? ''}` }
  return { directory: join(root, 'installed'), modules: join(root, 'modules'), environment, log: (line) => log.push(line) }
}

/** Stands for Go: "builds" a script that prints the version, and counts its builds in the file `builds`. */
function fakeGo(moduleVersion: string): string {
  return `case $1 in
env) echo go1.26.8 ;;
version) printf '%s: go1.26.8\\n\\tpath\\texample.org/tool/cmd/tool\\n\\tmod\\texample.org/tool\\t${moduleVersion}\\th1:sum=\\n' "$3" ;;
build) echo x >> "${root}/builds"
  while [ "$1" != -o ]; do shift; done
  printf '#!/bin/sh\\necho tool 1.2.3\\n' > "$2"; chmod 755 "$2" ;;
esac`
}

const builds = () => (existsSync(join(root, 'builds')) ? 'built' : 'untouched')

test('builds a tool once, and finds it the second time', async () => {
  const workshop = workshopWith(fakeGo('v1.2.3'))
  const first = await installTool(tool, workshop)
  rmSync(join(root, 'builds'))
  const second = await installTool(tool, workshop)
  expect([first.state, second.state, builds()]).toEqual(['built', 'cached', 'untouched'])
  expect(second.sha256).toBe(first.sha256)
})

test('builds again when the bytes have changed since', async () => {
  const workshop = workshopWith(fakeGo('v1.2.3'))
  await installTool(tool, workshop)
  writeFileSync(toolPath(workshop.directory, 'tool', '1.2.3'), '#!/bin/sh\necho tool 1.2.3 # changed\n')
  expect((await installTool(tool, workshop)).state).toBe('built')
})

test('builds again when the recipe has changed since', async () => {
  const workshop = workshopWith(fakeGo('v1.2.3'))
  await installTool(tool, workshop)
  const changed = { ...tool, source: { ...tool.source, ldflags: ['-s'] } }
  expect((await installTool(changed, workshop)).state).toBe('built')
})

test('refuses a build that holds another version, and leaves nothing behind', async () => {
  const workshop = workshopWith(fakeGo('v1.2.4'))
  await expect(installTool(tool, workshop)).rejects.toThrow(ToolFailure)
  expect(readdirSync(workshop.directory)).toEqual([])
})

test('keeps the installed tool when building a changed recipe fails', async () => {
  await installTool(tool, workshopWith(fakeGo('v1.2.3')))
  const workshop = workshopWith('[ "$1" = env ] && { echo go1.26.8; exit; }; echo "no such module" >&2; exit 1')
  await expect(installTool({ ...tool, role: 'x', source: { ...tool.source, ldflags: ['-s'] } }, workshop)).rejects.toThrow(
    ToolFailure,
  )
  expect(readdirSync(toolDirectory(workshop.directory, 'tool', '1.2.3'))).toEqual(['tool', 'tool.json'])
})

test('says that Go is missing, not that a program could not be started', async () => {
  await expect(goVersion({ PATH: root })).rejects.toThrow(ToolFailure)
})
