import { beforeAll, describe, expect, test } from '@jest/globals'
import {
  parseCommit,
  parseEnvironmentName,
  parseLegName,
  pinImage,
  type Clock,
  type Gate,
  type PinnedImage,
} from '@promo/core'
import { signImages } from '@promo/evidence'
import { gateImages } from '@promo/promotion'
import { forgeOf, REPOSITORY } from '@promo/promotion/testing'
import { ANONYMOUS, createRegistryClient, type RegistryClient } from '@promo/registry'
import { anImage, httpOver, pushImage } from '@promo/registry/testing'
import { createSandboxRegistry } from '@promo/sandbox/registry'
import { APP } from '../evidence/scene.ts'
import { aKey, signWithKey, type SigningKey } from '../evidence/keyed.ts'
import { createSigningBench, LEG_CLAIMS, type SigningBench } from '../sigstore/signing.ts'
import { trustTable } from './trust-table.ts'

const DAY_MS = 86_400_000
const DAY = /\d{4}-\d{2}-\d{2}/g
/** The authorities of the sandbox live for a year from now on: all days of the tables are moved by as many, the first to tomorrow. */
const MOVED_BY = Math.floor(Date.now() / DAY_MS) + 1 - Date.parse('2025-12-31') / DAY_MS
/** When rows are judged: long after everything was signed, and after every certificate has ended. */
const AT = new Date(Date.now() + 800 * DAY_MS)
const UNDATED = 'no trusted time'
const COMMITS = { C: 'c'.repeat(40), D: 'd'.repeat(40), T: 'e'.repeat(40) } as const
const LEG = 'org/promo/.github/workflows/leg.yml'

let now = new Date()
const clock: Clock = { now: () => now, sleep: async () => undefined }
let bench: SigningBench
let registry: RegistryClient
let images = 0

beforeAll(async () => {
  bench = await createSigningBench(clock)
})

async function anImageToSign(): Promise<PinnedImage> {
  registry = createRegistryClient({
    http: httpOver({ 'ghcr.io': createSandboxRegistry({ switches: {} }).handler }),
    credentials: ANONYMOUS,
  })
  images += 1
  const built = anImage(`row ${String(images)}`)
  await pushImage(registry, APP, built)
  return pinImage(APP, built.descriptor.digest)
}

/** The last second of the day: what the table says of a day holds until it ends. */
function endOf(day: string): Date {
  return new Date(`${moved(day)}T23:59:59Z`)
}

function moved(text: string): string {
  return text.replaceAll(DAY, (day) => new Date(Date.parse(day) + MOVED_BY * DAY_MS).toISOString().slice(0, 10))
}

async function signByKey(image: PinnedImage, key: SigningKey, signed: string): Promise<void> {
  if (signed === UNDATED) return signWithKey(image, key, registry)
  now = endOf(signed)
  await signWithKey(image, key, registry, bench.http)
}

async function signByWorkflow(image: PinnedImage, ref: string, commit: string): Promise<void> {
  const claims = { job_workflow_ref: `${LEG}@${ref}`, job_workflow_sha: commit }
  const ports = { registry, trust: bench.trust, signer: bench.signer({ claims }), clock }
  await signImages({ images: [image], recursive: false, formats: ['bundle'], annotations: {} }, ports)
}

/** The gate's answer under this trust file: `pass`, or the code of the rule `signature`. */
async function verdictOf(
  image: PinnedImage,
  trust: string,
  keys: Readonly<Record<string, string>> = {},
): Promise<string> {
  const config = `version: 1
images: { catalog: { repository: ${APP}, source: { repository: your-org/bookstore, id: ${LEG_CLAIMS.repository_id} } } }
environments: { dev: { overlay: overlays/dev } }
policy: { base: { signature: { required: true } } }
trust:
${trust}`
  const forge = forgeOf({ base: { 'promo.yaml': config, ...keys }, changes: {} })
  const request = {
    repository: REPOSITORY,
    base: { ref: 'main', commit: parseCommit('b'.repeat(40)) },
    configPath: 'promo.yaml',
    at: AT,
    environment: parseEnvironmentName('dev'),
    images: [{ ...image, leg: parseLegName('catalog') }],
  }
  return outcomeOf(await gateImages(request, { forge, portsFor: () => ({ registry, trust: bench.trust }) }))
}

function outcomeOf(gate: Gate): string {
  if (gate.code !== '') return gate.code
  const signature = gate.verdicts[0]?.rules.find(({ rule }) => rule === 'signature')
  return signature?.code === '' && gate.outcome === 'pass' ? 'pass' : (signature?.code ?? 'no rule')
}

const asKey = (id: string, standing: string): string =>
  `    - { id: ${id}, public-key: ${id}.pub, roles: [signature]${members(standing)} }\n`
const asSigner = (keys: string): string =>
  `  signers:\n    - { id: leg, issuer: 'https://token.actions.githubusercontent.com', workflow: ${LEG}, roles: [signature]${keys} }\n`

/** `{ a: 1 }` as more members of a mapping. */
function members(standing: string): string {
  const inside = moved(standing).slice(1, -1).trim()
  return inside === '' ? '' : `, ${inside}`
}

const STANDINGS = trustTable('Entry that signed', 'Signed', 'Verdict').map(
  (row) => [row['Entry that signed'] ?? '', row['Signed'] ?? '', row['Verdict'] ?? ''] as const,
)

describe('the table of windows and revocations in docs/trust.md', () => {
  test('has every kind of standing and of time', () => {
    expect(STANDINGS.length).toBeGreaterThanOrEqual(17)
    expect(new Set(STANDINGS.map(([, , verdict]) => verdict))).toEqual(
      new Set(['pass', 'signer-not-valid', 'signer-revoked', 'evidence-undated']),
    )
  })

  test.each(STANDINGS)('holds for a key that is %s, signed %s: %s', async (standing, signed, verdict) => {
    const [image, key] = [await anImageToSign(), aKey()]
    await signByKey(image, key, signed)
    expect(await verdictOf(image, `  keys:\n${asKey('k', standing)}`, { 'k.pub': key.publicKey })).toBe(verdict)
  })

  test.each(STANDINGS.filter(([, signed]) => signed !== UNDATED))(
    'holds for a workflow that is %s, signed %s: %s',
    async (standing, signed, verdict) => {
      const image = await anImageToSign()
      now = endOf(signed)
      await signByWorkflow(image, 'refs/tags/v1', COMMITS.C)
      const trust = asSigner(`, commits: [${COMMITS.C}]${members(standing)}`)
      expect(await verdictOf(image, trust)).toBe(verdict)
    },
  )
})

describe('the table of a rotation in docs/trust.md', () => {
  const OLD = '{ valid: { until: 2026-09-30 }, revoked: { at: 2026-09-15, reason: superseded } }'
  const NEW = '{ valid: { from: 2026-09-01 } }'

  test.each(trustTable('Signed by', 'Signed', 'Verdict'))('holds: $Signed by on $Signed', async (row) => {
    const keys: Readonly<Record<string, SigningKey>> = { old: aKey(), new: aKey(), neither: aKey() }
    const image = await anImageToSign()
    for (const name of (row['Signed by'] ?? '').split(' and ')) {
      const key = keys[name]
      if (key === undefined) throw new Error(`no key ${name}`)
      await signByKey(image, key, row['Signed'] ?? '')
    }
    const trust = `  keys:\n${asKey('old', OLD)}${asKey('new', NEW)}`
    const files = { 'old.pub': keys['old']?.publicKey ?? '', 'new.pub': keys['new']?.publicKey ?? '' }
    expect(await verdictOf(image, trust, files)).toBe(row['Verdict'])
  })
})

describe('the table of callers in docs/trust.md', () => {
  const [BY_COMMIT, BY_TAG, BY_MOVING] = [
    'commits: [C]',
    'refs: [refs/tags/v1.4.2]',
    'refs: [refs/tags/v1], allow-moving-ref: true',
  ]
  const rows = trustTable(
    'Called by',
    'Build Signer URI ends with',
    'Build Signer Digest',
    '`commits: [C]`',
    '`refs: [refs/tags/v1.4.2]`',
    '`refs: [refs/tags/v1]`, `allow-moving-ref: true`',
  )

  test.each(rows)('holds for $Called by', async (row) => {
    const commitOf = (name: string): string => COMMITS[name as keyof typeof COMMITS]
    const ref = (row['Build Signer URI ends with'] ?? '').slice(1).replace(/^[A-Z]$/, commitOf)
    const image = await anImageToSign()
    now = endOf('2026-03-01')
    await signByWorkflow(image, ref, commitOf(row['Build Signer Digest'] ?? ''))
    for (const [keys, column] of [
      [BY_COMMIT, '`commits: [C]`'],
      [BY_TAG, '`refs: [refs/tags/v1.4.2]`'],
      [BY_MOVING, '`refs: [refs/tags/v1]`, `allow-moving-ref: true`'],
    ] as const) {
      const found = await verdictOf(image, asSigner(`, ${keys.replace('[C]', `[${COMMITS.C}]`)}`))
      expect([keys, found]).toEqual([keys, row[column] === 'accepted' ? 'pass' : 'signer-mismatch'])
    }
  })
})
