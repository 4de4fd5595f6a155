/** A secret of a run, and every form in which a reader of logs could have it. */
export interface Canary {
  readonly name: string
  readonly forms: readonly string[]
}

/** Below this a part of a secret is found by accident. */
const SHORTEST = 12

/** The whole, each of its lines, and its base64, URL and JSON encodings, as credentials travel. */
export function aCanary(name: string, secret: string): Canary {
  const lines = secret.split(/\r?\n/).filter((line) => !line.startsWith('-----'))
  const forms = [secret, ...lines].flatMap((text) => [
    text,
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    ...insideBase64(text),
  ])
  return { name, forms: distinct(forms) }
}

/** A JSON Web Token tells with its payload alone who someone is, and with its signature that it is so. */
export function aTokenCanary(name: string, token: string): Canary {
  const [, payload = '', signature = ''] = token.split('.')
  return { name, forms: distinct([token, payload, signature, payload.slice(0, 40), signature.slice(0, 40)]) }
}

/** What a text becomes within longer text that is base64: it may begin at any of three places. */
function insideBase64(text: string): readonly string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.from(' '.repeat(shift) + text)
      .toString('base64')
      .replaceAll('=', '')
    return encoded.slice(shift === 0 ? 0 : shift + 1, -3)
  })
}

function distinct(forms: readonly string[]): readonly string[] {
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST)
}

/** Which secrets stand where: `<secret> in <place>`. */
export function leaks(
  canaries: readonly Canary[],
  places: ReadonlyMap<string, string | Uint8Array>,
): readonly string[] {
  return [...places].flatMap(([place, content]) => {
    const bytes = Buffer.from(content)
    return canaries
      .filter(({ forms }) => forms.some((form) => bytes.includes(form)))
      .map(({ name }) => `${name} in ${place}`)
  })
}
