import { mkdirSync, mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { workspacePath } from './workspace-path.ts'

function aWorkspace(): string {
  const outside = mkdtempSync(path.join(tmpdir(), 'promo-path-'))
  const workspace = path.join(outside, 'workspace')
  mkdirSync(path.join(workspace, 'app'), { recursive: true })
  mkdirSync(path.join(outside, 'workspace-2'))
  symlinkSync(path.join(workspace, 'app'), path.join(workspace, 'here'))
  symlinkSync(outside, path.join(workspace, 'out'))
  symlinkSync(path.join(outside, 'workspace-2'), path.join(workspace, 'sibling'))
  return workspace
}

test('takes what lies in the workspace, also by a link within it, and absolute paths', () => {
  const workspace = aWorkspace()
  expect(workspacePath('.', workspace)).toBe(workspace)
  expect(workspacePath('app', workspace)).toBe(path.join(workspace, 'app'))
  expect(workspacePath('here', workspace)).toBe(path.join(workspace, 'here'))
  expect(workspacePath(tmpdir(), workspace)).toBe(tmpdir())
})

test.each(['out', 'out/workspace-2', 'sibling', '../workspace-2', 'missing'])(
  'refuses %s, which leads out of the workspace or nowhere',
  async (given) => {
    const workspace = aWorkspace()
    await expectCode('path-refused', () => workspacePath(given, workspace))
  },
)
