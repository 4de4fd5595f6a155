import { describe, expect, test } from '@jest/globals'
import { readConfig } from './config.ts'
import { expectCode } from './testing.ts'

const COMMIT = 'a'.repeat(40)
const LEG = `{ id: leg, issuer: 'https://i.example', workflow: org/promo/.github/workflows/leg.yml, commits: [${COMMIT}], roles: [signature] }`
const KEY = '{ id: old, public-key: keys/2025.pub, roles: [signature] }'

const withTrust = (trust: string): string =>
  `version: 1\nimages: { catalog: { repository: ghcr.io/o/catalog } }\ntrust:\n${trust}`
const signers = (...entries: readonly string[]): string =>
  withTrust(`  signers:\n${entries.map((entry) => `    - ${entry}\n`).join('')}`)
const keys = (...entries: readonly string[]): string =>
  withTrust(`  keys:\n${entries.map((entry) => `    - ${entry}\n`).join('')}`)

describe('the keys of promo.yaml', () => {
  test('are read with their windows and revocations, and may overlap', () => {
    const old = KEY.replace(' }', ', valid: { until: 2026-09-30 }, revoked: { at: 2026-09-01, reason: superseded } }')
    const next = '{ id: new, public-key: keys/2026.pub, roles: [signature, sbom], images: [catalog] }'
    const { trust } = readConfig(keys(old, next))
    expect(trust).toEqual({
      signers: [],
      keys: [
        {
          id: 'old',
          'public-key': 'keys/2025.pub',
          roles: ['signature'],
          valid: { until: '2026-09-30' },
          revoked: { at: '2026-09-01', reason: 'superseded' },
        },
        { id: 'new', 'public-key': 'keys/2026.pub', roles: ['signature', 'sbom'], images: ['catalog'] },
      ],
    })
  })

  test.each([
    ['with the role of a mark', KEY.replace('[signature]', '[signature, mark]')],
    ['with the role of a refusal', KEY.replace('[signature]', '[refusal]')],
    ['of an image that is not there', KEY.replace(' }', ', images: [orders] }')],
    ['outside the repository', KEY.replace('keys/', '../')],
    ['with a reason nobody knows', KEY.replace(' }', ', revoked: { at: 2026-09-01, reason: lost } }')],
    ['revoked on a day that there is not', KEY.replace(' }', ', revoked: { at: 2026-02-30, reason: superseded } }')],
    ['valid from a day that there is not', KEY.replace(' }', ', valid: { from: 2026-13-01 } }')],
    ['that is never valid', KEY.replace(' }', ', valid: { from: 2026-09-02, until: 2026-09-01 } }')],
    ['with a misspelt key', KEY.replace(' }', ', revoke: { at: 2026-09-01, reason: superseded } }')],
  ])('are refused %s', (_what, entry) => expectCode('config-invalid', () => readConfig(keys(entry))))

  test.each([
    ['id', KEY.replace('2025', '2026')],
    ['path', KEY.replace('old', 'new')],
  ])('are refused when two have the same %s', (_what, other) =>
    expectCode('config-invalid', () => readConfig(keys(KEY, other))),
  )
})

describe('the signers of promo.yaml', () => {
  test.each([
    ['a moving tag', 'refs: [refs/tags/v1]'],
    ['a branch', 'refs: [refs/heads/main]'],
    ['a branch named like a version', 'refs: [refs/heads/v1.4.2]'],
  ])('are refused with %s, unless it may move', async (_what, refs) => {
    const entry = LEG.replace('roles', `${refs}, roles`)
    await expectCode('config-invalid', () => readConfig(signers(entry)))
    expect(() => readConfig(signers(entry.replace('roles', 'allow-moving-ref: true, roles')))).not.toThrow()
  })

  test('are taken with a full version', () => {
    const entry = LEG.replace('roles', 'refs: [refs/tags/v1.4.2, refs/tags/v2.0.0-rc.1], roles')
    expect(() => readConfig(signers(entry))).not.toThrow()
  })

  test('are refused when one workflow may sign and refuse, in one entry or in two', async () => {
    await expectCode('config-invalid', () => readConfig(signers(LEG.replace('[signature]', '[signature, refusal]'))))
    const refuser = LEG.replace('leg,', 'refuser,').replace('[signature]', '[refusal]')
    const error = await expectCode('config-invalid', () => readConfig(signers(LEG, refuser)))
    expect(error.message).toContain('org/promo/.github/workflows/leg.yml (https://i.example) may not hold both')
    expect(() => readConfig(signers(LEG, refuser.replace('leg.yml', 'refuse.yml')))).not.toThrow()
  })

  test('are refused when two have the same id', () => expectCode('config-invalid', () => readConfig(signers(LEG, LEG))))

  test('may be many for one workflow', () => {
    const other = LEG.replace('leg,', 'leg-2,').replace(COMMIT, 'b'.repeat(40))
    expect(readConfig(signers(LEG, other)).trust.signers).toHaveLength(2)
  })
})
