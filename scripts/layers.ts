/**
 * The packages in the order of the dependency rule: a package may import only those before it.
 * ESLint and the import-graph test both read this list.
 */
export const layers = [
  'core',
  'policy',
  'overlays',
  'report',
  'http',
  'process',
  'registry',
  'sigstore',
  'scanners',
  'quality',
  'builders',
  'forge',
  'evidence',
  'line',
  'promotion',
  'ledger',
  'runner',
  'connections',
  'sandbox',
  'cli',
] as const

export type Layer = (typeof layers)[number]

/** Only the demo and sandbox commands of the CLI load this package, dynamically. */
export const SANDBOX = 'sandbox' satisfies Layer

/** The packages that `layer` must not import: itself by name and everything after it. The import-graph test keeps the sandbox apart. */
export function forbiddenFor(layer: Layer): readonly Layer[] {
  return layers.slice(layers.indexOf(layer))
}
