import { defineErrors } from './errors.ts'

const textError = defineErrors('core', {
  'text-invalid': { ending: 'configuration', remedy: 'Save the file as UTF-8 text.' },
  'input-too-large': { ending: 'configuration', remedy: 'Make the input smaller; the limit is in the message.' },
})

/** UTF-8 text within the limit, without a byte order mark; throws `input-too-large`, or `text-invalid` for what is not UTF-8. */
export function decodeText(input: string | Uint8Array, maxBytes: number): string {
  const size = typeof input === 'string' ? Buffer.byteLength(input) : input.byteLength
  if (size > maxBytes) {
    throw textError('input-too-large', { size, limit: maxBytes }, `input of ${size} bytes, the limit is ${maxBytes}`)
  }
  const text = typeof input === 'string' ? wellFormed(input) : decode(input)
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw textError('text-invalid', {}, 'the bytes are not UTF-8', { cause })
  }
}

/** Half of a surrogate pair has no UTF-8 form: written out, it would become another text. */
function wellFormed(text: string): string {
  if (text.isWellFormed()) return text
  throw textError('text-invalid', {}, 'the text holds half of a surrogate pair')
}
