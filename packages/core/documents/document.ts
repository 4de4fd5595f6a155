import * as z from 'zod/mini'
import { defineErrors } from '../errors.ts'
import { parseJson } from '../json.ts'
import { describeFaults, IN_WORDS } from './faults.ts'

export const documentError = defineErrors('core', {
  'document-invalid': {
    ending: 'configuration',
    remedy: 'Write the document as its schema in `schemas/` says; every fault is listed with its place.',
  },
  'document-unknown': {
    ending: 'configuration',
    remedy: 'Use the same release of promo for the step that writes the document and the one that reads it.',
  },
})

/** Largest document that is read, in bytes. A release of 10,000 images has about 6 MB. */
export const DOCUMENT_SIZE_LIMIT = 16 * 1024 * 1024

/** One kind of document: its schema, a reader for foreign text and a writer that cannot make an invalid one. */
export interface DocumentKind<Document> {
  readonly kind: string
  /** Value of the first key, `promo/<kind>/v1`. */
  readonly schemaId: string
  readonly schema: z.ZodMiniType<Document>
  /** Parses text; throws `json-invalid`, `document-unknown`, or `document-invalid` with every fault and its JSON pointer. */
  read(text: string | Uint8Array): Document
  /** The same for a value that is parsed already. */
  check(value: unknown): Document
  /** Completes the fields to a document, in the order of the schema, and checks it. */
  create(fields: Omit<Document, 'schema'>): Document
  /** UTF-8 JSON with two spaces and a final newline: the bytes whose sha256 crosses between jobs. */
  write(document: Document): string
}

/** The schema id and the fields of one shape. */
export type DocumentOf<Shape extends z.core.$ZodShape> = { readonly schema: string } & z.infer<z.ZodMiniObject<Shape>>

/** Defines a document kind from the fields after `schema`. Unknown fields are ignored on reading. */
export function defineDocument<Shape extends z.core.$ZodShape>(
  kind: string,
  shape: Shape,
): DocumentKind<DocumentOf<Shape>> {
  type Document = DocumentOf<Shape>
  const schemaId = `promo/${kind}/v1`
  const schema = z.object({ schema: z.literal(schemaId), ...shape }) as unknown as z.ZodMiniType<Document>
  const check = (value: unknown): Document => {
    assertKnown(value, schemaId)
    const parsed = schema.safeParse(value, IN_WORDS)
    if (parsed.success) return parsed.data
    const faults = describeFaults(parsed.error.issues)
    throw documentError('document-invalid', { kind, faults }, `invalid ${kind} document: ${faults.join('; ')}`)
  }
  return {
    kind,
    schemaId,
    schema,
    check,
    read: (text) => check(parseJson(text, { maxBytes: DOCUMENT_SIZE_LIMIT })),
    create: (fields) => check({ schema: schemaId, ...fields }),
    write: (document) => `${JSON.stringify(document, null, 2)}\n`,
  }
}

function assertKnown(value: unknown, wanted: string): void {
  const found = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined
  if (found === wanted) return
  const shown = typeof found === 'string' ? found.slice(0, 100) : 'no schema'
  throw documentError('document-unknown', { found: shown, wanted }, `expected a document ${wanted}, found ${shown}`)
}
