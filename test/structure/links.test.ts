import { describe, expect, test } from '@jest/globals'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { anchorsOf, linksOf } from '../../scripts/docs/markdown-links.ts'
import { ROOT } from '../../scripts/root.ts'

const pages = globSync('**/*.md', {
  cwd: ROOT,
  exclude: (name) => ['node_modules', '.cache', 'coverage', 'vendor'].includes(name),
})
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** What a link of `page` names inside the repository and does not find. */
function isDead(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? page : join(dirname(page), path)
  if (!existsSync(join(ROOT, target))) return true
  return anchor !== undefined && !anchorsOf(textOf(target)).has(anchor)
}

const inside = pages.flatMap((page) =>
  linksOf(textOf(page))
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => ({ page, link })),
)

describe('the links between pages', () => {
  test('lead to files and headings that are there', () => {
    expect(inside.length).toBeGreaterThan(50)
    expect(inside.filter(({ page, link }) => isDead(page, link))).toEqual([])
  })

  test('reach every page of docs from the README', () => {
    const linked = new Set(linksOf(textOf('README.md')))
    expect(globSync('docs/*.md', { cwd: ROOT }).filter((page) => !linked.has(page))).toEqual([])
  })
})

test('an anchor is made of a heading as GitHub makes it', () => {
  const page =
    '# `promo trust`\n\n## A [link](x.md), and more\n\n## Twice\n\n## Twice\n\n```\n# no heading\n```\n<a id="own"></a>\n'
  expect([...anchorsOf(page)]).toEqual(['promo-trust', 'a-link-and-more', 'twice', 'twice-1', 'own'])
})

test('what stands in code is no link', () => {
  expect(linksOf('[a](b.md) `[c](d.md)` [e](f.md#g "title")\n\n```\n[h](i.md)\n```\n')).toEqual(['b.md', 'f.md#g'])
})
