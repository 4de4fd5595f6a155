import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Notice {
  readonly title: string
  readonly text: string
}

/** The folder of a package inside any depth of node_modules: `node_modules/@scope/name`. */
const PACKAGE_FOLDER = /^(.*\/)?node_modules\/(@[^/]+\/)?[^/]+(?=\/)/

/** Names, versions and licence texts of every third-party package among the bundled `inputs`; equal texts once. */
export function thirdPartyNotices(root: string, inputs: readonly string[]): string {
  const folders = new Set(inputs.flatMap((input) => PACKAGE_FOLDER.exec(input)?.[0] ?? []))
  const byText = new Map<string, Set<string>>()
  for (const { title, text } of [...folders].map((folder) => noticeOf(root, folder))) {
    byText.set(text, (byText.get(text) ?? new Set()).add(title))
  }
  const sections = [...byText].map(([text, titles]) => `${[...titles].sort().join('\n')}\n\n${text}\n`)
  const rule = `\n${'-'.repeat(80)}\n\n`
  return ['The bundles in this folder contain the following third-party packages.\n', ...sections.sort()].join(rule)
}

function noticeOf(root: string, folder: string): Notice {
  const { name, version, license } = readPackage(join(root, folder, 'package.json'))
  const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry))
  const text =
    file === undefined ? '(the package brings no licence text)' : readFileSync(join(root, folder, file), 'utf8')
  return { title: `${name} ${version} (${license})`, text: text.replaceAll('\r\n', '\n').trim() }
}

function readPackage(path: string): { name: string; version: string; license: string } {
  const content: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  const field = (name: string): string => {
    const value: unknown = typeof content === 'object' && content !== null ? Reflect.get(content, name) : undefined
    return typeof value === 'string' ? value : 'unknown'
  }
  return { name: field('name'), version: field('version'), license: field('license') }
}
