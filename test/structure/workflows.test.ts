import { describe, expect, test } from '@jest/globals'
import { parseYaml } from '@promo/core'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../scripts/root.ts'

const files = globSync('.github/workflows/*.yml', { cwd: ROOT }).sort()
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

/** A local action or workflow, or a foreign one by full commit with its version beside it. */
const PINNED = /^(\.\/\S+|\$\/\S+|\S+@[0-9a-f]{40} # v\d\S*)$/

describe('every workflow', () => {
  test('grants nothing by default', () => {
    const generous = files.filter((file) => {
      const workflow = parseYaml(textOf(file)) as { readonly permissions?: unknown }
      return JSON.stringify(workflow.permissions) !== '{}'
    })
    expect(generous).toEqual([])
  })

  test('names foreign actions by commit and version', () => {
    const loose = files.flatMap((file) =>
      [...textOf(file).matchAll(/^\s*(?:- )?uses: *(.+)$/gm)]
        .map(([, uses = '']) => uses.trim())
        .filter((uses) => !PINNED.test(uses))
        .map((uses) => `${file}: ${uses}`),
    )
    expect(loose).toEqual([])
  })
})
