import { actionError } from '../errors.ts'

/** A secret of the build, by its id: the value, or where it is. Only files are ever named to a program. */
export type BuildSecret =
  | { readonly kind: 'value'; readonly id: string; readonly value: string }
  | { readonly kind: 'file'; readonly id: string; readonly path: string }
  | { readonly kind: 'variable'; readonly id: string; readonly name: string }

/** `id=value`, as docker/build-push-action takes it. Throws `secret-invalid`. */
export function parseSecretValue(text: string): BuildSecret {
  const [id, value] = split(text, /^[\s\S]+$/)
  return { kind: 'value', id, value }
}

/** `id=path`. Throws `secret-invalid`. */
export function parseSecretFile(text: string): BuildSecret {
  const [id, path] = split(text, /^[^,\r\n]+$/)
  return { kind: 'file', id, path }
}

/** `id=NAME` of a variable of this step. Throws `secret-invalid`. */
export function parseSecretEnv(text: string): BuildSecret {
  const [id, name] = split(text, /^[A-Za-z_]\w*$/)
  return { kind: 'variable', id, name }
}

/** Throws `secret-invalid` for an id that comes twice: a builder would take one of them, and not say which. */
export function assertDistinct(secrets: readonly BuildSecret[]): void {
  const ids = secrets.map(({ id }) => id)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) throw actionError('secret-invalid', { id: twice }, `the secret ${twice} is given twice`)
}

function split(text: string, allowed: RegExp): readonly [string, string] {
  const [, id, value] = /^([A-Za-z0-9_][A-Za-z0-9_.-]*)=([\s\S]*)$/.exec(text) ?? []
  if (id === undefined || value === undefined || !allowed.test(value)) throw invalid()
  return [id, value]
}

/** The text may hold the secret itself, so that it is not shown. */
function invalid(): Error {
  return actionError('secret-invalid', {}, 'a line is not `id=value`, `id=path` or `id=NAME`')
}
