import { formatTime, trustDocument, type TrustList, type TrustSigner } from '@promo/core'
import type { TrustedKey, TrustFile } from './trust-file.ts'
import { statusAt } from './validity.ts'

const DAY_MS = 86_400_000
/** As long before the end a rotation should be under way. */
const WARN_DAYS = 60

export interface ListedKey extends TrustedKey {
  /** PEM text. */
  readonly publicKey: string
}

type ListedSigner = TrustList['signers'][number]

/** Every signer and key as it stands at one time, and what a person should look at. Pure. */
export function listTrust({ signers }: Pick<TrustFile, 'signers'>, keys: readonly ListedKey[], at: Date): TrustList {
  return trustDocument.create({
    at: formatTime(at),
    signers: signers.map((signer) => ({ ...standing(signer, at), ...identityOf(signer) })),
    keys: keys.map(({ images, keyId, publicKey, ...key }) => ({
      ...standing(key, at),
      images: images === undefined ? null : [...images],
      keyId,
      publicKey,
    })),
    warnings: [...[...signers, ...keys].flatMap((entry) => endingSoon(entry, at)), ...signers.flatMap(looseIdentity)],
    leftOut: [],
  })
}

/** The list for verifiers that know no windows and no revocations: only what is valid now, and which entries that leaves out. */
export function exportedTrust(list: TrustList): TrustList {
  const left = [...list.signers, ...list.keys].filter((entry) => !isExported(entry))
  return trustDocument.create({
    ...list,
    signers: list.signers.filter(isExported),
    keys: list.keys.filter(isExported),
    leftOut: left.map(({ id, status, revoked }) => ({ id, status: revoked?.reason ?? status })),
  })
}

/** What will be superseded is left out already: others would go on accepting it. */
function isExported({ status, revoked }: Pick<ListedSigner, 'status' | 'revoked'>): boolean {
  return status === 'valid' && revoked === null
}

type Standing = Pick<ListedSigner, 'id' | 'roles' | 'status' | 'valid' | 'revoked'>

function standing(entry: Pick<TrustSigner, 'id' | 'roles' | 'valid' | 'revoked'>, at: Date): Standing {
  const { id, roles, valid, revoked } = entry
  const status = statusAt(entry, at)
  return {
    id,
    roles: [...roles],
    // A time is given, so that nothing is undated.
    status: status === 'undated' ? 'expired' : status,
    valid: { from: valid?.from ?? null, until: valid?.until ?? null },
    revoked: revoked ?? null,
  }
}

function identityOf({
  issuer,
  workflow,
  commits,
  refs,
  runners,
  source,
  environment,
}: TrustSigner): Omit<ListedSigner, keyof Standing> {
  const isOwn = commits.length + refs.length === 0
  const called = isOwn ? (source?.refs ?? []) : [...commits, ...refs]
  return {
    issuer,
    workflow,
    commits: commits as ListedSigner['commits'],
    refs: [...refs],
    runners: [...runners],
    source: source ?? null,
    environment: environment ?? null,
    identities: called.map((ref) => `https://github.com/${workflow}@${ref}`),
  }
}

function endingSoon({ id, valid }: Pick<TrustSigner, 'id' | 'valid'>, at: Date): readonly string[] {
  if (valid?.until === undefined) return []
  const days = Math.ceil((Date.parse(valid.until) + DAY_MS - at.getTime()) / DAY_MS)
  if (days <= 0) return [`${id} ended on ${valid.until}: what it signs now is refused`]
  return days > WARN_DAYS ? [] : [`${id} ends on ${valid.until}, in ${String(days)} days`]
}

function looseIdentity({ id, commits, refs, ...signer }: TrustSigner): readonly string[] {
  if (signer['allow-moving-ref']) return [`${id} accepts whatever ${refs.join(', ')} names at any time`]
  if (refs.length === 0) return []
  const also = commits.length > 0 ? 'also ' : ''
  return [`${id} ${also}accepts any commit that was called as ${refs.join(', ')}: commits say more`]
}
