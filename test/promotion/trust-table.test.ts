import { expect, test } from '@jest/globals'
import { parseCommit, parseEnvironmentName, parseLegName, type Gate } from '@promo/core'
import { gateImages } from '@promo/promotion'
import { forgeOf, REPOSITORY } from '@promo/promotion/testing'
import { ANONYMOUS, createRegistryClient, type RegistryClient } from '@promo/registry'
import { httpOver } from '@promo/registry/testing'
import { createSandboxRegistry } from '@promo/sandbox/registry'
import { createTrustBench, JUDGED_AT, trustRows, type SignedRow } from './trust-rows.ts'

const bench = await createTrustBench()
const ROWS = trustRows()

function aRegistry(): RegistryClient {
  const { handler } = createSandboxRegistry({ switches: {} })
  return createRegistryClient({ http: httpOver({ 'ghcr.io': handler }), credentials: ANONYMOUS })
}

/** The gate's answer under the trust file of the row: `pass`, or the code of the rule `signature`. */
async function verdictOf({ image, files }: SignedRow, registry: RegistryClient): Promise<string> {
  const forge = forgeOf({ base: files, changes: {} })
  const request = {
    repository: REPOSITORY,
    base: { ref: 'main', commit: parseCommit('b'.repeat(40)) },
    configPath: 'promo.yaml',
    at: JUDGED_AT,
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

test('the tables of docs/trust.md have every kind of standing, of time and of caller', () => {
  expect(ROWS.filter(({ table }) => table === 'standings of keys').length).toBeGreaterThanOrEqual(17)
  expect(ROWS.filter(({ table }) => table === 'callers').length).toBeGreaterThanOrEqual(21)
  const codes = ['evidence-undated', 'signature-missing', 'signer-mismatch', 'signer-not-valid', 'signer-revoked']
  expect([...new Set(ROWS.map(({ verdict }) => verdict))].sort()).toEqual([...codes, 'pass'].sort())
})

test.each(ROWS)('the table of $table holds for $name: $verdict', async ({ sign, verdict }) => {
  const registry = aRegistry()
  expect(await verdictOf(await sign(bench, registry), registry)).toBe(verdict)
})
