import { build, type Metafile } from 'esbuild'
import { relative, sep } from 'node:path'
import type { GeneratedFiles } from '../generated.ts'
import { actionNames } from '../root.ts'
import { directImports } from './direct-imports.ts'
import { requiredBuiltins } from './required-builtins.ts'
import { undiciParts } from './undici-parts.ts'
import { thirdPartyNotices } from './notices.ts'
import { compactThirdParty } from './third-party.ts'
import { halvesApart } from './halves-apart.ts'

export interface Bundle {
  readonly files: GeneratedFiles
  readonly metafile: Metafile
}

/** CommonJS code inside an ES module asks for Node's own modules through `require`. */
const REQUIRE =
  "import { createRequire as __promoRequire } from 'node:module'; const require = __promoRequire(import.meta.url);"

/**
 * Bundles `actions/<name>/main.ts` of each name, by default all, to `dist/<name>.js` with shared chunks, in memory.
 * The bytes depend on the sources and the lock only, so a rebuild is identical on every machine.
 */
export async function bundleActions(root: string, names = actionNames()): Promise<Bundle> {
  if (names.length === 0) return { files: new Map(), metafile: { inputs: {}, outputs: {} } }
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(names.map((name) => [name, `actions/${name}/main.ts`])),
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    charset: 'utf8',
    legalComments: 'none',
    banner: { js: REQUIRE },
    metafile: true,
    plugins: [directImports(root), requiredBuiltins(), undiciParts(), halvesApart()],
    write: false,
    logLevel: 'warning',
  })
  const chunks = await Promise.all(
    outputFiles.map(async (file) => [inRepository(root, file.path), await compactThirdParty(file.text)] as const),
  )
  const files = new Map<string, string>(chunks.sort(([left], [right]) => (left < right ? -1 : 1)))
  files.set('dist/package.json', '{ "type": "module" }\n')
  files.set('dist/THIRD-PARTY-NOTICES.txt', thirdPartyNotices(root, Object.keys(metafile.inputs)))
  return { files, metafile }
}

function inRepository(root: string, path: string): string {
  return relative(root, path).split(sep).join('/')
}
