import { hexOf, type Digest, type JsonValue } from '@promo/core'

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
  const { predicateType, predicate } = input
  return Buffer.from(JSON.stringify({ _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate }))
}
