import type { Plugin } from 'esbuild'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { createExportsReader, type ExportsOf } from './barrels.ts'

const PACKAGE = /^@promo\/([^/]+)$/

/**
 * Makes first-party files import each name from the file that declares it instead of from a package's `index.ts`.
 * esbuild splits chunks by file and follows all re-exports of an index that any entry uses, so without this an action
 * that only reads inputs would load YAML, schemas and whatever else stands behind the same index.
 */
export function directImports(root: string): Plugin {
  const exportsOf = createExportsReader()
  const indexOf = (name: string): string => join(root, 'packages', name, 'index.ts')
  return {
    name: 'direct-imports',
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (path.includes('/node_modules/')) return undefined
        return { contents: importDirectly(readFileSync(path, 'utf8'), indexOf, exportsOf), loader: 'ts' }
      })
    },
  }
}

/** `text` with every `import { … } from '@promo/x'` replaced; names whose origin is unknown stay with the package. */
export function importDirectly(text: string, indexOf: (name: string) => string, exportsOf: ExportsOf): string {
  if (!text.includes("from '@promo/")) return text
  const source = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest)
  const edits = source.statements.filter(ts.isImportDeclaration).flatMap((statement) => {
    const replacement = directImport(statement, indexOf, exportsOf)
    return replacement === undefined ? [] : [{ start: statement.getStart(source), end: statement.end, replacement }]
  })
  return edits.reduceRight(
    (edited, { start, end, replacement }) => edited.slice(0, start) + replacement + edited.slice(end),
    text,
  )
}

function directImport(
  { moduleSpecifier, importClause }: ts.ImportDeclaration,
  indexOf: (name: string) => string,
  exportsOf: ExportsOf,
): string | undefined {
  const specifier = ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : ''
  const [, name] = PACKAGE.exec(specifier) ?? []
  const bindings = importClause?.namedBindings
  if (name === undefined || bindings === undefined || !ts.isNamedImports(bindings)) return undefined
  if (importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return ''
  const exports = exportsOf(indexOf(name))
  return bindings.elements
    .filter(({ isTypeOnly }) => !isTypeOnly)
    .map(({ name: { text: local }, propertyName }) => {
      const imported = propertyName?.text ?? local
      const origin = exports.get(imported) ?? { file: specifier, name: imported }
      return `import { ${origin.name} as ${local} } from ${JSON.stringify(origin.file)}`
    })
    .join(';')
}
