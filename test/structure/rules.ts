import { builtinModules } from 'node:module'
import { layers, SANDBOX, type Layer } from '../../scripts/layers.ts'
import { targetOf, type Import } from './imports.ts'
import { manifestOf, rootManifest } from './manifests.ts'

/** Each rule names what is wrong with an import, or gives nothing. */
export type Rule = (edge: Import) => string | undefined

/** A file's unit: `packages/x`, `actions/x`, `scripts` or `test`. */
function unitOf(file: string): string {
  const [top = '', second = ''] = file.split('/')
  return top === 'packages' || top === 'actions' ? `${top}/${second}` : top
}

function packageOf(file: string): string | undefined {
  const unit = unitOf(file)
  return unit.startsWith('packages/') ? unit.slice('packages/'.length) : undefined
}

function isTestFile(file: string): boolean {
  return file.startsWith('test/') || /(\.(test|interop)\.ts|(^|\/)testing(\.ts|\/.*))$/.test(file)
}

/** `@promo/x/sub` as package and subpath, or undefined for other specifiers. */
function promoTarget(specifier: string): { readonly name: string; readonly subpath: string } | undefined {
  const [, name, rest] = /^@promo\/([^/]+)(\/.*)?$/.exec(specifier) ?? []
  return name === undefined ? undefined : { name, subpath: rest === undefined ? '.' : `.${rest}` }
}

const isLayer = (name: string): name is Layer => (layers as readonly string[]).includes(name)

/** A package imports only packages before it; actions all but the sandbox. */
export const keepsLayers: Rule = ({ from, specifier }) => {
  const target = promoTarget(specifier)?.name
  if (target === undefined) return undefined
  if (!isLayer(target)) return 'no such package in scripts/layers.ts'
  const own = packageOf(from)
  if (own === undefined)
    return from.startsWith('actions/') && target === SANDBOX ? 'actions know no sandbox' : undefined
  if (!isLayer(own)) return `${own} is missing in scripts/layers.ts`
  if (own === target) return 'a package imports its own files relatively'
  return layers.indexOf(target) < layers.indexOf(own) ? undefined : `${own} stands before ${target}`
}

/** Only the CLI's demo and sandbox commands load the sandbox, and only with `import()`. */
export const keepsSandboxApart: Rule = ({ from, specifier, kind }) => {
  if (promoTarget(specifier)?.name !== SANDBOX || packageOf(from) !== 'cli' || kind === 'type') return undefined
  if (kind !== 'dynamic') return 'the sandbox is loaded dynamically'
  return /^packages\/cli\/(.*\/)?(demo|sandbox)\b/.test(from) ? undefined : 'only demo and sandbox commands load it'
}

/** A relative import stays in its package, action, or top folder; actions share the files of `actions/`, the command runs their recipes, tests reach more. */
export const staysInside: Rule = (edge) => {
  if (!edge.specifier.startsWith('.')) return undefined
  const from = unitOf(edge.from)
  const to = unitOf(targetOf(edge))
  if (from === to) return undefined
  const isShared = from.startsWith('actions/') && /^actions\/[^/]+\.ts$/.test(to)
  const isRecipe = from === 'packages/cli' && /^actions\/[^/]+\/(inputs|run)\.ts$/.test(targetOf(edge))
  const isTested = from === 'test' && (to === 'scripts' || to.startsWith('actions/'))
  return isShared || isRecipe || isTested ? undefined : `leaves ${from}`
}

/** Relative imports name the `.ts` file, so that Node runs it as it is. */
export const namesTypeScript: Rule = ({ specifier }) =>
  !specifier.startsWith('.') || /\.(ts|json)$/.test(specifier) ? undefined : 'a relative import ends in .ts'

/** `@promo/x/sub` must be exported by x; `testing` is for tests and the sandbox. */
export const usesExports: Rule = ({ from, specifier }) => {
  const target = promoTarget(specifier)
  if (target === undefined) return undefined
  if (manifestOf(target.name).exports?.[target.subpath] === undefined) return 'the package does not export this path'
  const reserved = target.subpath === './testing' && !isTestFile(from) && packageOf(from) !== SANDBOX
  return reserved ? 'testing is for tests' : undefined
}

/** Every package that is imported is declared where it is used. */
export const isDeclared: Rule = ({ from, specifier }) => {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return undefined
  if (builtinModules.includes(specifier)) return 'Node modules are imported with node:'
  const name = /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier
  return declaredFor(from).has(name) ? undefined : `${name} is not declared in the package.json of ${unitOf(from)}`
}

function declaredFor(from: string): ReadonlySet<string> {
  const own = packageOf(from)
  const rootNames = Object.keys(rootManifest.devDependencies ?? {})
  if (own !== undefined) {
    const { dependencies = {}, devDependencies = {} } = manifestOf(own)
    const forTests = isTestFile(from) ? [...Object.keys(devDependencies), ...rootNames] : []
    return new Set([...Object.keys(dependencies), ...forTests])
  }
  const promo = layers.map((layer) => `@promo/${layer}`)
  return new Set(from.startsWith('actions/') && !isTestFile(from) ? promo : [...promo, ...rootNames])
}
