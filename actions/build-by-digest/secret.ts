import { actionError } from '../errors.ts'

/** `id=path` → what buildx takes: the value itself is never an argument. Throws `secret-invalid`. */
export function parseSecretFile(text: string): string {
  const [id, path] = split(text)
  return `id=${id},src=${path}`
}

/** `id=NAME` of a variable of this step. */
export function parseSecretEnv(text: string): string {
  const [id, name] = split(text)
  if (!/^[A-Za-z_]\w*$/.test(name)) throw invalid()
  return `id=${id},env=${name}`
}

function split(text: string): readonly [string, string] {
  const match = /^([A-Za-z0-9_][A-Za-z0-9_.-]*)=([^,\r\n]+)$/.exec(text)
  const [, id, value] = match ?? []
  if (id === undefined || value === undefined) throw invalid()
  return [id, value]
}

/** The text may hold the secret itself, so that it is not shown. */
function invalid(): Error {
  return actionError('secret-invalid', {}, 'a line is not `id=path` or `id=NAME`')
}
