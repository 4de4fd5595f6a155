import { parseYaml, type JsonValue, memberOf, isJsonList } from '@promo/core'

/** What a kustomization brings in besides its own text. */
export interface References {
  /** Files and directories of the repository, as written. */
  readonly paths: readonly string[]
  /** Files that may do anything to what is rendered: generators and transformers. */
  readonly programs: readonly string[]
  /** What comes from elsewhere: charts, as text. */
  readonly foreign: readonly string[]
}

/** Lists of paths, or of documents written in place (kustomize, api/types/kustomization.go). */
const PATH_LISTS = [
  'resources',
  'bases',
  'components',
  'crds',
  'configurations',
  'patchesStrategicMerge',
  'patches',
  'patchesJson6902',
  'replacements',
] as const
const PROGRAM_LISTS = ['generators', 'transformers', 'validators'] as const
const CHART_LISTS = ['helmCharts', 'helmChartInflationGenerator'] as const

/** Reads what a kustomization refers to; throws what reading YAML throws. */
export function referencesOf(text: string): References {
  const root = parseYaml(text)
  const paths = [...PATH_LISTS.flatMap((key) => listOf(root, key)), memberOf(root, 'openapi') ?? null].flatMap(pathOf)
  const programs = PROGRAM_LISTS.flatMap((key) => listOf(root, key)).flatMap(textOf)
  const charts = CHART_LISTS.flatMap((key) => listOf(root, key)).map((chart) => `chart ${JSON.stringify(chart)}`)
  return {
    paths: paths.filter((path) => !isDocument(path)),
    programs: programs.filter((path) => !isDocument(path)),
    foreign: [...charts, ...programs.filter(isDocument)],
  }
}

/** An entry is a path, or an object with the path of a patch or replacement. */
function pathOf(entry: JsonValue): readonly string[] {
  return typeof entry === 'string' ? [entry] : textOf(memberOf(entry, 'path') ?? null)
}

function textOf(value: JsonValue): readonly string[] {
  return typeof value === 'string' ? [value] : []
}

function isDocument(text: string): boolean {
  return /\n|:\s|^\s*[[{]/.test(text)
}

function listOf(root: JsonValue, key: string): readonly JsonValue[] {
  const list = memberOf(root, key)
  return isJsonList(list) ? list : []
}
