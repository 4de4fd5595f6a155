import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GeneratedFiles } from '../generated.ts'
import { actionNames } from '../root.ts'
import { readMetadata, type ActionMetadata } from './action-metadata.ts'
import { codeCell, escapeCell, replaceSection, table } from './markdown.ts'

/** The README of every action with the tables of its inputs and outputs brought up to date. */
export function actionReadmes(root: string): GeneratedFiles {
  const folders = actionNames().filter((name) => existsSync(join(root, name, 'action.yml')))
  return new Map(folders.map((folder) => [`${folder}/README.md`, actionReadme(root, folder)]))
}

/** One README; markers that are missing are added at its end, a README that is missing starts with them. */
function actionReadme(root: string, folder: string): string {
  const metadata = readMetadata(root, folder)
  const path = join(root, folder, 'README.md')
  const page = existsSync(path) ? readFileSync(path, 'utf8') : `# ${metadata.name}\n\n${metadata.description.trim()}\n`
  return withSection(withSection(page, 'inputs', inputTable(metadata)), 'outputs', outputTable(metadata))
}

function withSection(page: string, name: 'inputs' | 'outputs', text: string): string {
  const title = name === 'inputs' ? 'Inputs' : 'Outputs'
  const empty = `${page.trimEnd()}\n\n## ${title}\n\n<!-- ${name} -->\n<!-- /${name} -->\n`
  return replaceSection(page, name, text) ?? replaceSection(empty, name, text) ?? empty
}

export function inputTable({ inputs = {} }: ActionMetadata): string {
  const rows = Object.entries(inputs).map(([name, input]) => [
    `\`${name}\`${input.required === true ? ' *' : ''}`,
    codeCell(String(input.default ?? '')),
    escapeCell(input.description),
  ])
  return rows.length === 0 ? 'None.' : table(['Input (* required)', 'Default', 'Description'], rows)
}

export function outputTable({ outputs = {} }: ActionMetadata): string {
  const rows = Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, escapeCell(description)])
  return rows.length === 0 ? 'None.' : table(['Output', 'Description'], rows)
}
