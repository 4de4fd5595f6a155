import { describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { assertWithin, DEFAULT_PERMISSIONS, jobPermissions, readOnly, type Permissions } from './permissions.ts'
import { child, entries, type TemplateToken } from './templates.ts'
import { readWorkflow } from './workflow-file.ts'

async function permissionsOf(
  top: string,
  job: string,
  granted: Permissions = DEFAULT_PERMISSIONS,
): Promise<Permissions> {
  const lines = ['on: push', top, 'jobs:', '  one:', `    ${job}`, '    runs-on: x', '    steps: [{ run: a }]']
  const text = lines.filter((line) => line.trim() !== '').join('\n')
  const { root } = await readWorkflow({ repository: 'a/b', commit: 'c', ref: 'r', path: 'p.yml', text })
  const tokens = new Map<string, TemplateToken>(entries(child(root, 'jobs')))
  return jobPermissions(root, tokens.get('one')!, granted)
}

describe('the permissions of a job', () => {
  test('are its own, else those of the workflow, else what was granted', async () => {
    expect(await permissionsOf('permissions: { issues: write }', 'permissions: { packages: read }')).toEqual({
      packages: 'read',
    })
    expect(await permissionsOf('permissions: { issues: write }', '')).toEqual({ issues: 'write' })
    expect(await permissionsOf('', '')).toEqual(DEFAULT_PERMISSIONS)
  })

  test('are none at all behind an empty mapping', async () => {
    expect(await permissionsOf('permissions: {}', '')).toEqual({})
    expect(await permissionsOf('permissions: write-all', 'permissions: {}')).toEqual({})
  })

  test('include identity in write-all but not in read-all', async () => {
    expect(await permissionsOf('permissions: write-all', '')).toMatchObject({ 'id-token': 'write', contents: 'write' })
    const all = await permissionsOf('permissions: read-all', '')
    expect(all).toMatchObject({ contents: 'read', packages: 'read' })
    expect(all['id-token']).toBeUndefined()
  })

  test('of a called workflow may not go beyond the caller’s', async () => {
    const where = { job: 'seal', file: 'leg.yml' }
    assertWithin({ contents: 'read' }, { contents: 'write' }, where)
    await expectCode('workflow-invalid', () => assertWithin({ packages: 'write' }, { packages: 'read' }, where))
  })

  test('of a fork are for reading', () => {
    expect(readOnly({ contents: 'write', packages: 'read', 'id-token': 'write', checks: 'none' })).toEqual({
      contents: 'read',
      packages: 'read',
    })
  })
})
