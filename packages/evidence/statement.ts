import { hexOf, type Digest, type JsonValue } from '@promo/core'
import { predicateText } from './predicate-text.ts'

export interface StatementInput {
  readonly subjects: readonly StatementSubject[]
  readonly predicateType: string
  readonly predicate: JsonValue
}

export interface StatementSubject {
  readonly name?: string
  readonly digest: Digest
  readonly annotations?: Readonly<Record<string, string>>
}

/** An in-toto Statement v1 as the bytes that are signed (in-toto/attestation, spec/v1/statement.md). */
export function writeStatement(input: StatementInput): Uint8Array {
  const subject = input.subjects.map(({ name, digest, annotations }) => ({
    ...(name === undefined ? {} : { name }),
    digest: { sha256: hexOf(digest) },
    ...(annotations === undefined || Object.keys(annotations).length === 0 ? {} : { annotations }),
  }))
  const head = JSON.stringify({ _type: 'https://in-toto.io/Statement/v1', subject, predicateType: input.predicateType })
  return Buffer.from(`${head.slice(0, -1)},"predicate":${predicateText(input.predicate)}}`)
}
