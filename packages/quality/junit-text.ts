import { qualityError } from './errors.ts'

/** Largest report that is read, in bytes: reports carry what the tests printed. */
export const REPORT_LIMIT = 32 * 1024 * 1024

const BYTE_ORDER_MARK = '\uFEFF'

/** The text of a report in the encoding that it declares (XML 1.0, 4.3.3); throws `junit-refused` or `junit-unreadable`. */
export function decodeReport(bytes: Uint8Array, path: string): string {
  if (bytes.byteLength > REPORT_LIMIT) {
    throw qualityError(
      'junit-refused',
      { path, size: bytes.byteLength, limit: REPORT_LIMIT },
      `${path} is larger than ${String(REPORT_LIMIT)} bytes`,
    )
  }
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
    return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
  } catch (cause) {
    throw qualityError('junit-unreadable', { path }, `${path} is not text in the encoding it declares`, { cause })
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const [, declared] = /^(?:ï»¿)?<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(head) ?? []
  // Without its mark, text that could be read this far is no UTF-16, whatever the declaration says.
  return declared === undefined || /^utf-?16/i.test(declared) ? 'utf-8' : declared
}

/** Most elements of one report: hundreds of thousands of cases with a few properties each. */
const ELEMENT_LIMIT = 1_000_000

/**
 * Refuses, before anything is built from it, a document type and whatever else starts with `<!` outside of comments and
 * CDATA: entities could grow without end, read files or change what is counted. Throws `junit-refused` for that and for
 * too many elements, `junit-unreadable` for a section that has no end.
 */
export function assertPlainXml(text: string, path: string): void {
  let tags = 0
  let at = text.indexOf('<')
  while (at !== -1) {
    if (text[at + 1] === '!') at = endOfSection(text, at, path)
    else if (++tags > 2 * ELEMENT_LIMIT) {
      const message = `${path} has more than ${String(ELEMENT_LIMIT)} elements`
      throw qualityError('junit-refused', { path, limit: ELEMENT_LIMIT }, message)
    }
    at = text.indexOf('<', at + 1)
  }
}

/** Where the comment or CDATA section that starts here ends. */
function endOfSection(text: string, at: number, path: string): number {
  const isComment = text.startsWith('<!--', at)
  if (!isComment && !text.startsWith('<![CDATA[', at)) {
    throw qualityError('junit-refused', { path }, `${path} declares a document type or an entity`)
  }
  const end = isComment ? text.indexOf('-->', at + 4) : text.indexOf(']]>', at + 9)
  if (end !== -1) return end
  throw qualityError('junit-unreadable', { path }, `${path} ends inside a comment or CDATA section`)
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Resolves the five entities of XML and character references; others stay as they are written. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(
    /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));/g,
    (whole, hex, decimal, name) => {
      if (typeof name === 'string') return NAMED[name] ?? whole
      const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}
