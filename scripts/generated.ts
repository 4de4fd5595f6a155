import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

/** Generated files: path relative to the repository's top, with forward slashes, to content. */
export type GeneratedFiles = ReadonlyMap<string, string | Uint8Array>

/** Paths whose bytes on disk differ from `files`, are missing, or lie under `owned` folders without being generated. */
export function differences(root: string, files: GeneratedFiles, owned: readonly string[] = []): readonly string[] {
  const changed = [...files].filter(([path, content]) => !sameBytes(join(root, path), content)).map(([path]) => path)
  const stale = owned.flatMap((folder) => filesUnder(root, folder)).filter((path) => !files.has(path))
  return [...changed, ...stale].sort()
}

/** Writes `files`, and removes what lies under `owned` folders without being generated. */
export function writeGenerated(root: string, files: GeneratedFiles, owned: readonly string[] = []): void {
  for (const path of differences(root, files, owned)) {
    const target = join(root, path)
    const content = files.get(path)
    if (content === undefined) rmSync(target)
    else {
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, content)
    }
  }
}

/** The command-line face of a generator: writes, or with `--check` names what is not up to date and fails. */
export function runGenerator(
  root: string,
  files: GeneratedFiles,
  command: string,
  owned: readonly string[] = [],
): void {
  if (!process.argv.includes('--check')) {
    writeGenerated(root, files, owned)
    return
  }
  const stale = differences(root, files, owned)
  if (stale.length === 0) return
  process.stderr.write(`not up to date, run \`${command}\`:\n${stale.map((path) => `  ${path}\n`).join('')}`)
  process.exitCode = 1
}

function sameBytes(path: string, content: string | Uint8Array): boolean {
  return existsSync(path) && Buffer.from(content).equals(readFileSync(path))
}

function filesUnder(root: string, folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
}
