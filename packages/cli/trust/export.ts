import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeText, hexOf, trustDocument, type TrustList } from '@promo/core'
import { readTrustedRoot } from '@promo/sigstore'
import { readFileWithin } from '../commands/read-file.ts'
import { CONFIG_LIMIT } from './read-list.ts'

/** A name that is a file's own on every system. */
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/

/**
 * Writes `trust.json`, one PEM file for each key and, when a root is given, `trusted_root.json` once it is known to be one;
 * gives what to tell the person. Throws `trusted-root-invalid`.
 */
export function writeExport(list: TrustList, directory: string, trustedRoot: string | undefined): string {
  const files = new Map<string, string | Uint8Array>([['trust.json', trustDocument.write(list)]])
  for (const key of list.keys) files.set(`${FILE_NAME.test(key.id) ? key.id : hexOf(key.keyId)}.pub`, key.publicKey)
  if (trustedRoot !== undefined) {
    const bytes = readFileWithin(trustedRoot, CONFIG_LIMIT)
    readTrustedRoot(decodeText(bytes, CONFIG_LIMIT))
    files.set('trusted_root.json', bytes)
  }
  mkdirSync(directory, { recursive: true })
  for (const [name, content] of files) writeFileSync(join(directory, name), content)
  return [
    ...[...files.keys()].map((name) => `wrote ${join(directory, name)}`),
    ...list.leftOut.map(({ id, status }) => `left out ${JSON.stringify(id)}: ${status}`),
    ...list.signers.map(cosignLine),
    '',
  ].join('\n')
}

/** What cosign is told to accept the same workflow. It compares neither windows nor the commit behind a ref. */
function cosignLine({ issuer, identities }: TrustList['signers'][number]): string {
  const pattern = `^(${identities.map(escaped).join('|')})$`
  return `cosign verify --certificate-oidc-issuer ${quoted(issuer)} --certificate-identity-regexp ${quoted(pattern)}`
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
