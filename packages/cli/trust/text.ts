import type { TrustList } from '@promo/core'
import { wrap, type Screen } from '@promo/report'

type Signer = TrustList['signers'][number]
type Key = TrustList['keys'][number]

/** The list as a person reads it: one block for each entry, warnings last. */
export function trustText({ signers, keys, warnings }: TrustList, { paint, width }: Screen): string {
  const block = (entry: Signer | Key, rows: readonly Row[]): readonly string[] => {
    const status = entry.status === 'valid' ? paint.good(entry.status) : paint.bad(entry.status)
    return [`${paint.bold(printable(entry.id))}  ${status}`, ...rows.flatMap((row) => rowLines(row, width)), '']
  }
  const lines = [
    ...signers.flatMap((signer) => block(signer, signerRows(signer))),
    ...keys.flatMap((key) => block(key, keyRows(key))),
    ...(signers.length + keys.length === 0 ? ['nobody is trusted: nothing can be verified'] : []),
    ...warnings.flatMap((line) => hanging(`${paint.bad('!')} `, printable(line), '  ', width)),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

/** A name and what stands beside it. */
type Row = readonly [name: string, value: string]

const NAME_WIDTH = 12

function signerRows({
  workflow,
  commits,
  refs,
  source,
  environment,
  issuer,
  runners,
  ...signer
}: Signer): readonly Row[] {
  return [
    ['workflow', workflow],
    ...commits.map((commit, index): Row => [index === 0 ? 'commits' : '', commit]),
    ...listed('refs', refs),
    ['issuer', issuer],
    ...(source === null ? [] : listed('source', [`${source.repository} (${source.id}) ${source.refs.join(', ')}`])),
    ...(environment === null ? [] : listed('environment', [environment])),
    ...listed('runners', runners),
    ...standingRows(signer),
  ]
}

function keyRows({ keyId, images, ...key }: Key): readonly Row[] {
  return [['key', keyId], ...listed('images', images ?? []), ...standingRows(key)]
}

function standingRows({ roles, valid, revoked }: Pick<Signer | Key, 'roles' | 'valid' | 'revoked'>): readonly Row[] {
  const window = [
    ...(valid.from === null ? [] : [`from ${valid.from}`]),
    ...(valid.until === null ? [] : [`until ${valid.until}`]),
  ]
  return [
    ...listed('roles', [roles.join(', ')]),
    ...listed('valid', window.length === 0 ? [] : [window.join(' ')]),
    ...(revoked === null ? [] : listed('revoked', [`${revoked.at}, ${revoked.reason}`])),
  ]
}

/** One row for all values; none without values: then nothing is asked of them. */
function listed(name: string, values: readonly string[]): readonly Row[] {
  return values.length === 0 ? [] : [[name, values.join(', ')]]
}

function rowLines([name, value]: Row, width: number): readonly string[] {
  const indent = ' '.repeat(2 + NAME_WIDTH)
  return hanging(`  ${name.padEnd(NAME_WIDTH)}`, printable(value), indent, width)
}

function hanging(first: string, text: string, rest: string, width: number): readonly string[] {
  return wrap(text, width - rest.length).map((line, index) => (index === 0 ? first : rest) + line)
}

/** Text of a file on one line, without what a terminal would obey. */
function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, ' ')
}
