import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { rulesTable } from '@promo/registry/testing'
import { ROOT } from '../../scripts/root.ts'

it('docs/registries.md holds the rules for known registries as the code has them', async () => {
  expect(await readFile(join(ROOT, 'docs', 'registries.md'), 'utf8')).toContain(rulesTable())
})
