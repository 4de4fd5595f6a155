import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { isAbsolute, join, relative } from 'node:path'

/**
 * Value of `hashFiles(…)` in a step: sha256 over the sha256 of every matching file below the workspace, the empty
 * string when none matches (actions/runner, src/Misc/expressionFunc/hashFiles). A pattern that names a folder means
 * all below it, `!` takes away, and the last pattern that matches decides. Links are not followed. Files count in
 * the order of their names: GitHub's in the order of its search, so only equality within the sandbox means anything.
 */
export function hashFiles(workspace: string, patterns: readonly string[]): string {
  const rules = patterns.flatMap((text) => text.split('\n')).map((line) => line.trim())
  const wanted = rules.filter((line) => line !== '' && !line.startsWith('#')).map((line) => ruleOf(workspace, line))
  const files = filesBelow(realpathSync(workspace), '').filter((path) => decides(wanted, path))
  if (files.length === 0) return ''
  const total = createHash('sha256')
  for (const path of files.sort())
    total.update(
      createHash('sha256')
        .update(readFileSync(join(workspace, path)))
        .digest(),
    )
  return total.digest('hex')
}

interface Rule {
  readonly negates: boolean
  readonly matches: RegExp
}

function ruleOf(workspace: string, line: string): Rule {
  const negates = line.startsWith('!')
  const pattern = negates ? line.slice(1).trim() : line
  const inside = isAbsolute(pattern) ? relative(workspace, pattern) : pattern
  return { negates, matches: globToRegExp(inside.replace(/^\.\//, '').replace(/\/+$/, '')) }
}

function decides(rules: readonly Rule[], path: string): boolean {
  return rules.reduce((chosen, { negates, matches }) => (matches.test(path) ? !negates : chosen), false)
}

/** `*`, `?`, `[…]` within a name, `**` over folders; hidden files match too (@actions/glob). */
export function globToRegExp(pattern: string): RegExp {
  const source = pattern.replaceAll(/\*\*\/|\*\*|\*|\?|\[[^\]/]+\]|[.\\^$(){}|+[\]-]/g, (part) => {
    if (part === '**/') return '(?:.*/)?'
    if (part === '**') return '.*'
    if (part === '*') return '[^/]*'
    if (part === '?') return '[^/]'
    return part.length > 2 ? part.replace(/^\[!/, '[^') : `\\${part}`
  })
  return new RegExp(`^${source}(?:/.*)?$`)
}

function filesBelow(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return filesBelow(root, path)
    return entry.isFile() ? [path] : []
  })
}
