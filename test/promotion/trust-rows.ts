import { pinImage, type Clock, type PinnedImage } from '@promo/core'
import { signImages } from '@promo/evidence'
import type { RegistryClient } from '@promo/registry'
import { anImage, pushImage } from '@promo/registry/testing'
import { APP } from '../evidence/scene.ts'
import { aKey, signWithKey, type SigningKey } from '../evidence/keyed.ts'
import { createSigningBench, LEG_CLAIMS, type SigningBench } from '../sigstore/signing.ts'
import { trustTable } from './trust-table.ts'

const DAY_MS = 86_400_000
const DAY = /\d{4}-\d{2}-\d{2}/g
/** The authorities of the sandbox live for a year from now on: all days of the tables are moved by as many, the first to tomorrow. */
const MOVED_BY = Math.floor(Date.now() / DAY_MS) + 1 - Date.parse('2025-12-31') / DAY_MS
const UNDATED = 'no trusted time'
const COMMITS: Readonly<Record<string, string>> = { C: 'c'.repeat(40), D: 'd'.repeat(40), T: 'e'.repeat(40) }
const LEG = 'org/promo/.github/workflows/leg.yml'

/** When rows are judged: long after everything was signed, and after every certificate has ended. */
export const JUDGED_AT = new Date(Math.floor(Date.now() / 1000) * 1000 + 800 * DAY_MS)

/** What one row is about, ready to be judged. */
export interface SignedRow {
  readonly image: PinnedImage
  /** `promo.yaml`, and the keys beside it. */
  readonly files: Readonly<Record<string, string>>
}

/** One verdict of the tables. */
export interface TrustRow {
  readonly table: 'standings of keys' | 'standings of workflows' | 'rotation' | 'callers'
  readonly name: string
  /** `pass`, or the code of the rule `signature`. */
  readonly verdict: string
  readonly sign: (bench: TrustBench, registry: RegistryClient) => Promise<SignedRow>
}

export interface TrustBench extends SigningBench {
  /** What is signed from now on is signed in the last second of the day: what the table says of it holds until it ends. */
  turnTo(day: string): void
}

export async function createTrustBench(): Promise<TrustBench> {
  let now = new Date()
  const clock: Clock = { now: () => now, sleep: async () => undefined }
  const bench = await createSigningBench(clock)
  return { ...bench, turnTo: (day) => void (now = new Date(`${moved(day)}T23:59:59Z`)) }
}

/** Every verdict of docs/trust.md. */
export function trustRows(): readonly TrustRow[] {
  return [...standingsOfKeys(), ...standingsOfWorkflows(), ...rotations(), ...callers()]
}

function moved(text: string): string {
  return text.replaceAll(DAY, (day) => new Date(Date.parse(day) + MOVED_BY * DAY_MS).toISOString().slice(0, 10))
}

function standings(): readonly { readonly standing: string; readonly signed: string; readonly verdict: string }[] {
  return trustTable('Entry that signed', 'Signed', 'Verdict').map((row) => ({
    standing: row['Entry that signed'] ?? '',
    signed: row['Signed'] ?? '',
    verdict: row['Verdict'] ?? '',
  }))
}

function standingsOfKeys(): readonly TrustRow[] {
  return standings().map(({ standing, signed, verdict }) => ({
    table: 'standings of keys',
    name: `${standing}, signed ${signed}`,
    verdict,
    sign: async (bench, registry) => {
      const [image, key] = [await anImageIn(registry), aKey()]
      await signByKey(bench, registry, { image, key, signed })
      return { image, files: filesOf(`  keys:\n${asKey('k', standing)}`, { 'k.pub': key.publicKey }) }
    },
  }))
}

function standingsOfWorkflows(): readonly TrustRow[] {
  return standings()
    .filter(({ signed }) => signed !== UNDATED)
    .map(({ standing, signed, verdict }) => ({
      table: 'standings of workflows',
      name: `${standing}, signed ${signed}`,
      verdict,
      sign: async (bench, registry) => {
        const image = await anImageIn(registry)
        bench.turnTo(signed)
        await signByWorkflow(bench, registry, { image, ref: 'refs/tags/v1', commit: commitOf('C') })
        return { image, files: filesOf(asSigner(`, commits: [${commitOf('C')}]${members(standing)}`)) }
      },
    }))
}

function rotations(): readonly TrustRow[] {
  const old = '{ valid: { until: 2026-09-30 }, revoked: { at: 2026-09-15, reason: superseded } }'
  return trustTable('Signed by', 'Signed', 'Verdict').map((row) => ({
    table: 'rotation',
    name: `by ${row['Signed by'] ?? ''}, ${row['Signed'] ?? ''}`,
    verdict: row['Verdict'] ?? '',
    sign: async (bench, registry) => {
      const keys: Readonly<Record<string, SigningKey>> = { old: aKey(), new: aKey(), neither: aKey() }
      const image = await anImageIn(registry)
      for (const name of (row['Signed by'] ?? '').split(' and ')) {
        const key = keys[name]
        if (key === undefined) throw new Error(`no key ${name}`)
        await signByKey(bench, registry, { image, key, signed: row['Signed'] ?? '' })
      }
      const trust = `  keys:\n${asKey('old', old)}${asKey('new', '{ valid: { from: 2026-09-01 } }')}`
      const pem = { 'old.pub': keys['old']?.publicKey ?? '', 'new.pub': keys['new']?.publicKey ?? '' }
      return { image, files: filesOf(trust, pem) }
    },
  }))
}

const ACCEPTING = [
  ['`commits: [C]`', 'commits: [C]'],
  ['`refs: [refs/tags/v1.4.2]`', 'refs: [refs/tags/v1.4.2]'],
  ['`refs: [refs/tags/v1]`, `allow-moving-ref: true`', 'refs: [refs/tags/v1], allow-moving-ref: true'],
] as const

function callers(): readonly TrustRow[] {
  const columns = ACCEPTING.map(([column]) => column)
  const rows = trustTable('Called by', 'Build Signer URI ends with', 'Build Signer Digest', ...columns)
  return rows.flatMap((row) =>
    ACCEPTING.map(([column, keys]) => ({
      table: 'callers' as const,
      name: `${row['Called by'] ?? ''} under ${keys}`,
      verdict: row[column] === 'accepted' ? 'pass' : 'signer-mismatch',
      sign: async (bench: TrustBench, registry: RegistryClient) => {
        const ref = (row['Build Signer URI ends with'] ?? '').slice(1).replace(/^[A-Z]$/, commitOf)
        const image = await anImageIn(registry)
        bench.turnTo('2026-03-01')
        await signByWorkflow(bench, registry, { image, ref, commit: commitOf(row['Build Signer Digest'] ?? '') })
        return { image, files: filesOf(asSigner(`, ${keys.replace('[C]', `[${commitOf('C')}]`)}`)) }
      },
    })),
  )
}

function commitOf(name: string): string {
  return COMMITS[name] ?? name
}

let images = 0

async function anImageIn(registry: RegistryClient): Promise<PinnedImage> {
  images += 1
  const built = anImage(`row ${String(images)}`)
  await pushImage(registry, APP, built)
  return pinImage(APP, built.descriptor.digest)
}

async function signByKey(
  bench: TrustBench,
  registry: RegistryClient,
  { image, key, signed }: { readonly image: PinnedImage; readonly key: SigningKey; readonly signed: string },
): Promise<void> {
  if (signed === UNDATED) return signWithKey(image, key, registry)
  bench.turnTo(signed)
  await signWithKey(image, key, registry, bench.http)
}

async function signByWorkflow(
  bench: TrustBench,
  registry: RegistryClient,
  { image, ref, commit }: { readonly image: PinnedImage; readonly ref: string; readonly commit: string },
): Promise<void> {
  const claims = { job_workflow_ref: `${LEG}@${ref}`, job_workflow_sha: commit }
  const ports = { registry, trust: bench.trust, signer: bench.signer({ claims }) }
  await signImages({ images: [image], recursive: false, formats: ['bundle'], annotations: {} }, ports)
}

function filesOf(trust: string, keys: Readonly<Record<string, string>> = {}): SignedRow['files'] {
  const config = `version: 1
images: { catalog: { repository: ${APP}, source: { repository: your-org/bookstore, id: ${LEG_CLAIMS.repository_id} } } }
environments: { dev: { overlay: overlays/dev } }
policy: { base: { signature: { required: true } } }
trust:
${trust}`
  return { 'promo.yaml': config, ...keys }
}

function asKey(id: string, standing: string): string {
  return `    - { id: ${id}, public-key: ${id}.pub, roles: [signature]${members(standing)} }\n`
}

function asSigner(keys: string): string {
  return `  signers:\n    - { id: leg, issuer: 'https://token.actions.githubusercontent.com', workflow: ${LEG}, roles: [signature]${keys} }\n`
}

/** `{ a: 1 }` as more members of a mapping. */
function members(standing: string): string {
  const inside = moved(standing).slice(1, -1).trim()
  return inside === '' ? '' : `, ${inside}`
}
