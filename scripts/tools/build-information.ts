/** What the Go linker records in an executable, as `go version -m` prints it. */
export interface BuildInformation {
  readonly goVersion: string
  /** Import path of the main package. */
  readonly package: string
  /** Module path → version and checksum-database hash; a replaced module is named by the path it replaces. */
  readonly modules: ReadonlyMap<string, ModuleRecord>
}

export interface ModuleRecord {
  readonly version: string
  readonly sum: string
  readonly replacedBy?: string
}

/** Reads the output of `go version -m FILE` (runtime/debug.BuildInfo.String behind one line with the file's name). */
export function parseBuildInformation(text: string): BuildInformation {
  const modules = new Map<string, ModuleRecord>()
  const [head = '', ...lines] = text.split('\n')
  const rows = lines.map(readRow)
  let replaceable = ''
  for (const { kind, name, version, sum } of rows) {
    if (kind === 'mod' || kind === 'dep') modules.set((replaceable = name), { version, sum })
    if (kind === '=>') modules.set(replaceable, { version, sum, replacedBy: name })
  }
  const main = rows.find(({ kind }) => kind === 'path')?.name ?? ''
  return { goVersion: head.slice(head.lastIndexOf(' ') + 1), package: main, modules }
}

interface Row {
  readonly kind: string
  readonly name: string
  readonly version: string
  readonly sum: string
}

/** One line: a tab, the kind, then up to three fields between tabs. */
function readRow(line: string): Row {
  const [kind = '', name = '', version = '', sum = ''] = line.trim().split('\t')
  return { kind, name, version, sum }
}
