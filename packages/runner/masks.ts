/** The shortest part of a value that is hidden by itself: shorter ones would blank ordinary words. */
const LINE_MINIMUM = 4
/** Encodings of very short values collide with everything. */
const ENCODING_MINIMUM = 6

const PEM_FRAME = /^-----(?:BEGIN|END) [A-Z0-9 ]+-----$/

/** Values that may appear nowhere, and the forms in which they would. */
export interface Masks {
  /** Returns the forms that are new, for a runner to be told. */
  add(secret: string): readonly string[]
  scrub(text: string): string
  /** True when the text holds a masked value in any form. */
  covers(text: string): boolean
}

export function createMasks(): Masks {
  const forms = new Set<string>()
  let longestFirst: readonly string[] = []
  return {
    add(secret) {
      const added = maskedForms(secret).filter((form) => !forms.has(form))
      for (const form of added) forms.add(form)
      longestFirst = [...forms].sort((a, b) => b.length - a.length)
      return added
    },
    scrub: (text) => longestFirst.reduce((clean, form) => clean.replaceAll(form, '***'), text),
    covers: (text) => longestFirst.some((form) => text.includes(form)),
  }
}

/**
 * Each line of a secret, since logs are read line by line, and its base64, URL and JSON encodings: the ones
 * actions/runner knows too (`SecretMasker` with its `ValueEncoders`).
 */
export function maskedForms(secret: string): readonly string[] {
  const whole = secret.trim()
  if (whole === '') return []
  const lines = whole.split(/[\r\n]+/).map((line) => line.trim())
  const plain =
    lines.length === 1 ? lines : lines.filter((line) => line.length >= LINE_MINIMUM && !PEM_FRAME.test(line))
  const encoded = plain.length === 0 || whole.length < ENCODING_MINIMUM ? [] : encodings(whole)
  return [...new Set([...plain, ...encoded])]
}

function encodings(whole: string): readonly string[] {
  const bytes = Buffer.from(whole)
  return [
    ...base64Forms(bytes),
    encodeURIComponent(whole.toWellFormed()),
    JSON.stringify(whole).slice(1, -1),
    bytes.toString('hex'),
  ]
}

/** A value inside longer base64 starts at one of three offsets; the digits that depend on its neighbours are left out. */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((shift) => {
    const usable = bytes.subarray(shift, bytes.length - ((bytes.length - shift) % 3))
    const standard = usable.toString('base64')
    return standard.length < ENCODING_MINIMUM ? [] : [standard, usable.toString('base64url')]
  })
}
