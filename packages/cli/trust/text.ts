import type { TrustList } from '@promo/core'
import pc from 'picocolors'

type Signer = TrustList['signers'][number]
type Key = TrustList['keys'][number]

/** The list as a person reads it: one block for each entry, warnings last. */
export function trustText({ signers, keys, warnings }: TrustList, colour: boolean): string {
  const paint = pc.createColors(colour)
  const block = (entry: Signer | Key, lines: readonly string[]): string => {
    const status = entry.status === 'valid' ? paint.green(entry.status) : paint.red(entry.status)
    return `${paint.bold(printable(entry.id))}  ${status}\n${lines.map((line) => `  ${line}\n`).join('')}`
  }
  const blocks = [
    ...signers.map((signer) => block(signer, signerLines(signer))),
    ...keys.map((key) => block(key, keyLines(key))),
  ]
  const nobody = signers.length + keys.length === 0 ? ['nobody is trusted: nothing can be verified\n'] : []
  return [...blocks, ...nobody, ...warnings.map((line) => `${paint.yellow('!')} ${printable(line)}\n`)].join('')
}

function signerLines(signer: Signer): readonly string[] {
  const { workflow, commits, refs, source, environment } = signer
  return [
    row('workflow', workflow),
    ...commits.map((commit, index) => row(index === 0 ? 'commits' : '', commit)),
    ...(refs.length === 0 ? [] : [row('refs', refs.join(', '))]),
    row('issuer', signer.issuer),
    ...(source === null ? [] : [row('source', `${source.repository} (${source.id}) ${source.refs.join(', ')}`)]),
    ...(environment === null ? [] : [row('environment', environment)]),
    ...standingLines(signer),
  ]
}

function keyLines(key: Key): readonly string[] {
  return [
    row('key', key.keyId),
    ...(key.images === null ? [] : [row('images', key.images.join(', '))]),
    ...standingLines(key),
  ]
}

function standingLines({ roles, valid, revoked }: Signer | Key): readonly string[] {
  const window = [
    valid.from === null ? '' : `from ${valid.from}`,
    valid.until === null ? '' : `until ${valid.until}`,
  ].filter((part) => part !== '')
  return [
    row('roles', roles.join(', ')),
    ...(window.length === 0 ? [] : [row('valid', window.join(' '))]),
    ...(revoked === null ? [] : [row('revoked', `${revoked.at}, ${revoked.reason}`)]),
  ]
}

function row(name: string, value: string): string {
  return `${name.padEnd(12)}${printable(value)}`
}

/** Text of a file on one line, without what a terminal would obey. */
function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, ' ')
}
