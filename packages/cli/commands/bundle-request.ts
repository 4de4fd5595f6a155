import { readDocument } from '@promo/runner'
import {
  createBundleVerifier,
  parseSubjectDigest,
  readPublicKey,
  type AcceptedKeys,
  type BundleVerifier,
  type SubjectDigest,
} from '@promo/sigstore'
import { cliError } from '../errors.ts'
import type { OptionValues } from './extensions.ts'
import { readFileWithin } from './read-file.ts'

/** What `promo verify --bundle` is asked. */
export interface BundleRequest {
  readonly bundle: Uint8Array
  readonly digest: SubjectDigest
  readonly verifier: BundleVerifier
  readonly wanted: WantedSigner
}

export type WantedSigner =
  | { readonly kind: 'certificate'; readonly identity: string; readonly issuer: string }
  | { readonly kind: 'key'; readonly accepted: AcceptedKeys }

/** Above what is verified, so that a bundle which is too large is told from a file that cannot be read. */
const FILE_LIMIT = 64 * 1024 * 1024
const KEY_LIMIT = 64 * 1024

/** Reads the options and the files that they name. Throws `option-missing`, `file-unreadable` and the codes of what is in them. */
export function readBundleRequest(values: OptionValues): BundleRequest {
  const digest = parseSubjectDigest(textOf(values, 'digest'))
  const wanted = wantedSigner(values)
  const root = readDocument({ kind: 'path', path: textOf(values, 'trustedRoot') }, process.cwd())
  const bundle = readFileWithin(textOf(values, 'bundle'), FILE_LIMIT)
  return { digest, wanted, verifier: createBundleVerifier(root), bundle }
}

/** A key takes the place of identity and issuer, as with cosign; without one both are needed. */
function wantedSigner(values: OptionValues): WantedSigner {
  if (values['key'] === undefined) {
    return { kind: 'certificate', identity: textOf(values, 'identity'), issuer: textOf(values, 'issuer') }
  }
  const pem = Buffer.from(readFileWithin(textOf(values, 'key'), KEY_LIMIT)).toString()
  return { kind: 'key', accepted: { keys: [readPublicKey(pem)] } }
}

function textOf(values: OptionValues, key: string): string {
  const value = values[key]
  if (typeof value === 'string' && value !== '') return value
  const option = `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  throw cliError('option-missing', { option }, `\`${option}\` is needed with \`--bundle\``)
}
