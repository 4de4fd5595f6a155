import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { asPromoError } from '@promo/core'
import { qualityError } from './errors.ts'
import { assertPlainXml, decodeEntities } from './junit-text.ts'

/** Suites lie in suites: Maven and dotnet nest three deep, JavaScript frameworks one for each `describe`. */
const DEPTH_LIMIT = 64

/** One element with its attributes, child elements and text, entities resolved. */
export interface XmlElement {
  readonly name: string
  attribute(name: string): string | undefined
  readonly children: readonly XmlElement[]
  readonly text: string
}

/** What the parser gives for one node: the element's name as a key, its attributes under `:@`, text under `#text`. */
type Node = Readonly<Record<string, unknown>>

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  maxNestedTags: DEPTH_LIMIT,
})

/** The root element of a well-formed document; throws `junit-unreadable` or `junit-refused`. */
export function parseXml(text: string, path: string): XmlElement {
  assertPlainXml(text, path)
  const roots = parse(text, path).filter((node) => nameOf(node) !== undefined)
  const [root] = roots
  if (root === undefined || roots.length > 1) {
    throw qualityError(
      'junit-unreadable',
      { path },
      `${path} has ${roots.length === 0 ? 'no' : 'more than one'} root element`,
    )
  }
  return elementOf(root)
}

function parse(text: string, path: string): readonly Node[] {
  try {
    // The parser forgives an element that has no end; a report that is cut off must not lose its failures.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is a package of its own with the same code
    const valid = XMLValidator.validate(text)
    if (valid !== true) {
      const { msg, line } = valid.err
      throw qualityError('junit-unreadable', { path, line }, `${path}, line ${String(line)}: ${msg.slice(0, 200)}`)
    }
    return parser.parse(text) as readonly Node[]
  } catch (cause) {
    const error = asPromoError(cause)
    if (error.code.startsWith('junit-')) throw error
    throw qualityError(
      'junit-unreadable',
      { path },
      `${path} is not XML that can be read: ${error.message.slice(0, 200)}`,
      {
        cause,
      },
    )
  }
}

function nameOf(node: Node): string | undefined {
  return Object.keys(node).find((key) => key !== ':@' && key !== '#text')
}

function elementOf(node: Node): XmlElement {
  const name = nameOf(node) ?? ''
  const nodes = node[name] as readonly Node[]
  const attributes = (node[':@'] ?? {}) as Readonly<Record<string, unknown>>
  return {
    name,
    attribute: (wanted) => {
      const value = Object.hasOwn(attributes, wanted) ? attributes[wanted] : undefined
      return typeof value === 'string' ? decodeEntities(value) : undefined
    },
    get children() {
      return nodes.filter((child) => nameOf(child) !== undefined).map(elementOf)
    },
    get text() {
      return decodeEntities(nodes.map((child) => (typeof child['#text'] === 'string' ? child['#text'] : '')).join(''))
    },
  }
}
