import type { Metafile } from 'esbuild'

const PACKAGE = /(?:^|.*\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//

/** The npm package that an input of the bundle belongs to, or undefined for first-party code. */
export function packageOf(input: string): string | undefined {
  return PACKAGE.exec(input)?.[1]
}

/** Packages whose code runs when `output` is loaded. */
export function packagesAtStart(metafile: Metafile, output: string): ReadonlySet<string> {
  return new Set(inputsAtStart(metafile, output).flatMap((input) => packageOf(input) ?? []))
}

/** Files whose code runs when `output` is loaded: its inputs and those of the chunks that it imports statically. */
export function inputsAtStart(metafile: Metafile, output: string): readonly string[] {
  const loaded = closure(output, (path) =>
    (metafile.outputs[path]?.imports ?? []).filter(({ kind, external }) => kind === 'import-statement' && external !== true),
  )
  return [...loaded].flatMap((path) => Object.keys(metafile.outputs[path]?.inputs ?? {}))
}

/** Packages that the sources of `name` reach statically, itself included. */
export function packagesBehind(metafile: Metafile, name: string): ReadonlySet<string> {
  const roots = Object.keys(metafile.inputs).filter((input) => packageOf(input) === name)
  const reached = roots.flatMap((root) => [
    ...closure(root, (path) =>
      (metafile.inputs[path]?.imports ?? []).filter(({ kind, external }) => kind !== 'dynamic-import' && external !== true),
    ),
  ])
  return new Set(reached.flatMap((input) => packageOf(input) ?? []))
}

/** Folders from which the bundle takes `name`: more than one means more than one copy. */
export function copiesOf(metafile: Metafile, name: string): readonly string[] {
  const folders = Object.keys(metafile.inputs)
    .filter((input) => packageOf(input) === name)
    .map((input) => input.slice(0, input.lastIndexOf(`node_modules/${name}/`)))
  return [...new Set(folders)]
}

function closure(start: string, next: (path: string) => readonly { readonly path: string }[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const waiting = [start]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    waiting.push(...next(path).map((edge) => edge.path))
  }
  return seen
}
