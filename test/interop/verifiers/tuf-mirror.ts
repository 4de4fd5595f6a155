import { createHash, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectPass } from '../cosign.ts'
import { installedTool, runTool } from '../installed-tool.ts'
import { serveLoopback, type LoopbackHost } from '../loopback.ts'
import { chainOf, keyOf, publicMaterial } from '../public-material.ts'

/** Far behind any run of the tests. */
const EXPIRES = '2100-01-01T00:00:00Z'
const ROLES = ['root', 'targets', 'snapshot', 'timestamp'] as const

type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json }

/**
 * A TUF repository (TUF specification 1.0) with this instance's public material under the names of the public one, on loopback,
 * and `home` set up for it as `cosign initialize` does. cosign fills the database of the client that policy-controller and
 * slsa-verifier have (sigstore/sigstore, pkg/tuf) only when its newer client fails, so the first timestamp is withheld
 * (cosign, cmd/cosign/cli/initialize/init.go).
 */
export async function serveTufMirror(home: string, trustedRoot: string): Promise<LoopbackHost> {
  const files = tufRepository(targetsOf(trustedRoot))
  let asked = 0
  const mirror = await serveLoopback(({ url }) => {
    const isWithheld = url.pathname === '/timestamp.json' && (asked += 1) === 1
    const body = isWithheld ? undefined : files.get(url.pathname.slice(1))
    return Promise.resolve(body === undefined ? { status: 404 } : { status: 200, body })
  })
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, 'root.json'), files.get('root.json') ?? '')
  const args = ['initialize', '--mirror', `http://${mirror.host}`, '--root', join(home, 'root.json')]
  expectPass(await runTool(installedTool('cosign-2'), args, home))
  return mirror
}

interface TufTarget {
  readonly body: string
  readonly custom: Json
}

/** The usages by which sigstore/sigstore's pkg/tuf finds keys that have no trusted root about them. */
function targetsOf(trustedRoot: string): ReadonlyMap<string, TufTarget> {
  const { certificateAuthorities, tlogs, ctlogs } = publicMaterial(trustedRoot)
  const used = (usage: string, body: string): TufTarget => ({
    body,
    custom: { sigstore: { status: 'Active', usage, uri: 'https://sigstore.dev' } },
  })
  return new Map([
    ['fulcio_v1.crt.pem', used('Fulcio', certificateAuthorities.map(chainOf).join(''))],
    ['rekor.pub', used('Rekor', tlogs.map(keyOf).join(''))],
    ['ctfe.pub', used('CTFE', ctlogs.map(keyOf).join(''))],
    ['trusted_root.json', used('Unknown', trustedRoot)],
  ])
}

function tufRepository(targets: ReadonlyMap<string, TufTarget>): ReadonlyMap<string, string> {
  const signer = tufSigner()
  const about = [...targets].map(([name, { body, custom }]) => [name, { ...metaOf(body), custom }] as const)
  const root = signer.signed({
    ...headOf('root'),
    consistent_snapshot: false,
    keys: { [signer.id]: signer.key },
    roles: Object.fromEntries(ROLES.map((role) => [role, { keyids: [signer.id], threshold: 1 }])),
  })
  const listing = signer.signed({ ...headOf('targets'), targets: Object.fromEntries(about) })
  const snapshot = signer.signed({ ...headOf('snapshot'), meta: { 'targets.json': versioned(listing) } })
  const timestamp = signer.signed({ ...headOf('timestamp'), meta: { 'snapshot.json': versioned(snapshot) } })
  return new Map([
    ...[...targets].map(([name, { body }]) => [`targets/${name}`, body] as const),
    ...([
      ['1.root.json', root],
      ['root.json', root],
      ['targets.json', listing],
      ['snapshot.json', snapshot],
      ['timestamp.json', timestamp],
    ] as const),
  ])
}

function headOf(type: (typeof ROLES)[number]): { readonly [name: string]: Json } {
  return { _type: type, spec_version: '1.0', version: 1, expires: EXPIRES }
}

function versioned(body: string): Json {
  return { ...metaOf(body), version: 1 }
}

function metaOf(body: string): { readonly [name: string]: Json } {
  return { length: Buffer.byteLength(body), hashes: { sha256: hashOf(body), sha512: hashOf(body, 'sha512') } }
}

function hashOf(text: string, algorithm = 'sha256'): string {
  return createHash(algorithm).update(text).digest('hex')
}

/** One ed25519 key for every role. */
function tufSigner(): { readonly id: string; readonly key: Json; signed(body: Json): string } {
  const { privateKey } = generateKeyPairSync('ed25519')
  const key = { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: rawKey(privateKey).toString('hex') } }
  const id = hashOf(canonical(key))
  return {
    id,
    key,
    signed: (body) => {
      const sig = sign(null, Buffer.from(canonical(body)), privateKey).toString('hex')
      return JSON.stringify({ signed: body, signatures: [{ keyid: id, sig }] })
    },
  }
}

/** The last 32 bytes of the SPKI encoding (RFC 8410, section 4). */
function rawKey(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32)
}

/** Canonical JSON (wiki.laptop.org/go/Canonical_JSON) of plain text and whole numbers. */
function canonical(value: Json): string {
  if (typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonical).join(',')}]`
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
