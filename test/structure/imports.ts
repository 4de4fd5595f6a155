import { globSync, readFileSync } from 'node:fs'
import { join, posix, sep } from 'node:path'
import ts from 'typescript'
import { ROOT } from '../../scripts/root.ts'

export interface Import {
  /** Path of the importing file from the top of the repository, with forward slashes. */
  readonly from: string
  readonly specifier: string
  /** `type`: gone at run time. `dynamic`: `import()`. */
  readonly kind: 'static' | 'dynamic' | 'type'
}

/** Every first-party TypeScript file, from the top of the repository. */
export function sourceFiles(): readonly string[] {
  return globSync('{packages,actions,scripts,test}/**/*.ts', {
    cwd: ROOT,
    exclude: (path) => path.includes('node_modules'),
  })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => !path.includes('/node_modules/') && !path.includes('/fixtures/'))
    .sort()
}

/** The imports and re-exports of one file. */
export function importsOf(file: string): readonly Import[] {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest)
  const found: Import[] = []
  const visit = (node: ts.Node): void => {
    const edge = edgeOf(node)
    if (edge !== undefined) found.push({ from: file, ...edge })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** The file that a relative specifier names, from the top of the repository. */
export function targetOf({ from, specifier }: Import): string {
  return posix.join(posix.dirname(from), specifier)
}

type Edge = Omit<Import, 'from'>

function edgeOf(node: ts.Node): Edge | undefined {
  if (ts.isImportDeclaration(node)) return edge(node.moduleSpecifier, isTypeOnly(node) ? 'type' : 'static')
  if (ts.isExportDeclaration(node)) return edge(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'static')
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return edge(node.argument.literal, 'type')
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return edge(node.arguments[0], 'dynamic')
  }
  return undefined
}

function edge(specifier: ts.Node | undefined, kind: Import['kind']): Edge | undefined {
  return specifier !== undefined && ts.isStringLiteralLike(specifier) ? { specifier: specifier.text, kind } : undefined
}

/** With verbatimModuleSyntax only `import type` vanishes as a whole. */
function isTypeOnly({ importClause }: ts.ImportDeclaration): boolean {
  return importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
}
