import { createHash } from 'node:crypto'
import { dirname, posix } from 'node:path'
import { build, type Metafile, type Plugin, type PluginBuild } from 'esbuild'

type Texts = ReadonlyMap<string, string>

/**
 * Joins the chunks of our own code that every action loads at its start into one file: Node spends about a millisecond
 * on each module file it opens. What an action loads does not change, only in how many files. esbuild has no such option.
 */
export async function mergeStart(files: Texts, metafile: Metafile): Promise<Texts> {
  const chunks = startChunks(metafile)
  if (chunks.length < 2) return files
  const text = await joined(chunks, files, metafile)
  const start = `dist/chunks/start-${createHash('sha256').update(text).digest('hex').slice(0, 8).toUpperCase()}.js`
  const kept = [...files].filter(([path]) => !chunks.includes(path))
  return new Map([...kept.map(([path, code]) => [path, redirected(path, code, chunks, start)] as const), [start, text]])
}

/** Chunks of first-party code alone that all entries import statically, in a fixed order. */
export function startChunks({ outputs }: Metafile): readonly string[] {
  const entries = Object.keys(outputs).filter((path) =>
    /^actions\/[^/]+\/main\.ts$/.test(outputs[path]?.entryPoint ?? ''),
  )
  const [first, ...others] = entries.map((entry) => closure(entry, outputs))
  if (first === undefined) return []
  return [...first].filter((path) => others.every((loaded) => loaded.has(path)) && isOurs(path, outputs)).sort()
}

function closure(entry: string, outputs: Metafile['outputs'], seen = new Set<string>()): ReadonlySet<string> {
  for (const { path, kind, external } of outputs[entry]?.imports ?? []) {
    if (kind !== 'import-statement' || external === true || seen.has(path)) continue
    seen.add(path)
    closure(path, outputs, seen)
  }
  return seen
}

function isOurs(path: string, outputs: Metafile['outputs']): boolean {
  const inputs = Object.keys(outputs[path]?.inputs ?? {})
  return inputs.length > 0 && inputs.every((input) => /^(packages|actions)\//.test(input))
}

/** One module that exports what every chunk exported, each name behind the number of its chunk. */
async function joined(chunks: readonly string[], files: Texts, metafile: Metafile): Promise<string> {
  const contents = chunks
    .map((path, index) => {
      const names = metafile.outputs[path]?.exports ?? []
      return `export { ${names.map((name) => `${name} as ${alias(index, name)}`).join(', ')} } from ${JSON.stringify(`./${posix.basename(path)}`)}\n`
    })
    .join('')
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: '/', sourcefile: 'start.js' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    charset: 'utf8',
    legalComments: 'none',
    plugins: [inMemory(chunks, files)],
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

function inMemory(chunks: readonly string[], files: Texts): Plugin {
  return {
    name: 'start-chunks',
    setup(bundling: PluginBuild) {
      bundling.onResolve({ filter: /^\.\// }, ({ path, kind }) => {
        const file = `dist/chunks/${path.slice(2)}`
        const isJoined = kind !== 'dynamic-import' && chunks.includes(file)
        return isJoined ? { path: file, namespace: 'dist' } : { path, external: true }
      })
      bundling.onLoad({ filter: /./, namespace: 'dist' }, ({ path }) => ({
        contents: files.get(path) ?? '',
        loader: 'js',
      }))
    },
  }
}

const STATEMENT = /^import (?:\{([^}]*)\} from )?"(\.[^"]+)";$/gm

/** The code with imports of joined chunks pointing at the start file. */
function redirected(path: string, code: string, chunks: readonly string[], start: string): string {
  if (!path.endsWith('.js')) return code
  const target = JSON.stringify(relativeTo(path, start))
  return code.replaceAll(STATEMENT, (statement, names: string | undefined, specifier: string) => {
    const index = chunks.indexOf(posix.join(dirname(path), specifier))
    if (index < 0) return statement
    if (names === undefined) return `import ${target};`
    const renamed = names.split(',').map((each) => {
      const [name = '', local = name] = each.trim().split(/\s+as\s+/)
      return `  ${alias(index, name)} as ${local}`
    })
    return `import {\n${renamed.join(',\n')}\n} from ${target};`
  })
}

function alias(index: number, name: string): string {
  return `_${String(index)}_${name}`
}

function relativeTo(from: string, to: string): string {
  const path = posix.relative(dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}
