import { actionError } from '../errors.ts'

/** `key=value` as cosign's `-a` takes it; throws `annotation-invalid`. */
export function parseAnnotation(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  if (/^[^\s=,-][^\s=]{0,255}=\P{C}*$/u.test(text)) return [text.slice(0, at), text.slice(at + 1)]
  throw actionError(
    'annotation-invalid',
    { found: text.slice(0, 100) },
    `not key=value: ${JSON.stringify(text.slice(0, 100))}`,
  )
}
