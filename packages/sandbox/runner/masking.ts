/** Replaces secrets by `***`, as the runner's SecretMasker does, in every form it registers them. */
export interface Masker {
  add(secret: string): void
  mask(text: string): string
  /** Whether text holds a secret: such a job output is dropped. */
  hides(text: string): boolean
}

export function createMasker(secrets: Iterable<string> = []): Masker {
  const forms = new Set<string>()
  let ordered: readonly string[] | undefined
  const add = (secret: string): void => {
    for (const line of [secret, ...secret.split(/\r\n|\r|\n/)]) {
      for (const form of encodedForms(line)) forms.add(form)
    }
    ordered = undefined
  }
  const mask = (text: string): string => {
    ordered ??= [...forms].sort((a, b) => b.length - a.length)
    return ordered.reduce((masked, form) => masked.replaceAll(form, '***'), text)
  }
  for (const secret of secrets) add(secret)
  return { add, mask, hides: (text) => mask(text) !== text }
}

/** The runner's value encoders: plain, base64 at each of three byte offsets, JSON string, URI component (actions/runner, ValueEncoders.cs). */
function encodedForms(secret: string): readonly string[] {
  if (secret.trim() === '') return []
  const json = JSON.stringify(secret).slice(1, -1)
  const uri = encodeUri(secret)
  const bytes = Buffer.from(secret, 'utf8')
  const shifted = [0, 1, 2].flatMap((offset) => base64From(bytes, offset))
  return [secret, json, uri, ...shifted]
}

function encodeUri(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

function base64From(bytes: Buffer, offset: number): readonly string[] {
  if (bytes.length <= offset + 2) return []
  const text = bytes.subarray(offset).toString('base64').replaceAll('=', '')
  const safe = offset === 0 ? text : text.slice(0, -1)
  return safe.length < 8 ? [] : [safe]
}
