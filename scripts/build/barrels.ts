import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'

/** Where an exported name is declared. */
export interface Origin {
  readonly file: string
  readonly name: string
}

export type Exports = ReadonlyMap<string, Origin>

/** Gives the run-time names that a TypeScript file exports, each with the file that declares it. */
export type ExportsOf = (file: string) => Exports

/** Reads files through `read` and follows relative re-exports; answers are kept. */
export function createExportsReader(read = (file: string): string => readFileSync(file, 'utf8')): ExportsOf {
  const known = new Map<string, Exports>()
  const exportsOf: ExportsOf = (file) => {
    const found =
      known.get(file) ?? new Map(statementsOf(file, read(file)).flatMap((each) => namesOf(each, file, exportsOf)))
    known.set(file, found)
    return found
  }
  return exportsOf
}

function statementsOf(file: string, text: string): readonly ts.Statement[] {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest).statements
}

type Named = readonly (readonly [exported: string, origin: Origin])[]

function namesOf(statement: ts.Statement, file: string, exportsOf: ExportsOf): Named {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly ? [] : reExports(statement, file, exportsOf)
  return isExported(statement) ? declaredNames(statement).map((name) => [name, { file, name }] as const) : []
}

function reExports({ moduleSpecifier, exportClause }: ts.ExportDeclaration, file: string, exportsOf: ExportsOf): Named {
  const target = relativeTarget(moduleSpecifier, file)
  if (exportClause === undefined) return target === undefined ? [] : [...exportsOf(target)]
  if (!ts.isNamedExports(exportClause)) return []
  return exportClause.elements
    .filter(({ isTypeOnly }) => !isTypeOnly)
    .map(({ name: { text: exported }, propertyName }) => {
      const name = propertyName?.text ?? exported
      const origin = target === undefined ? undefined : exportsOf(target).get(name)
      // What a file passes on from another package counts as its own.
      return [exported, origin ?? { file, name: exported }] as const
    })
}

function relativeTarget(specifier: ts.Expression | undefined, file: string): string | undefined {
  if (specifier === undefined || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return undefined
  return join(dirname(file), specifier.text)
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
}

function declaredNames(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []))
  }
  const isNamed = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)
  return isNamed && statement.name !== undefined ? [statement.name.text] : []
}
