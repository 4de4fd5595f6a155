import { describe, expect, test } from '@jest/globals'
import type { JsonValue } from '@promo/core'
import { evaluateImage } from '../evaluate.ts'
import type { EvidenceFact } from '../facts.ts'
import { aFact, anInput, aSigner, hoursAgo } from '../testing.ts'

const TESTER = aSigner({ roles: ['signature', 'provenance', 'sbom', 'scan', 'tests'] })

/** The answer of the rule to the evidence, under `min-passed: 2`. */
function answer(evidence: readonly EvidenceFact[], signers = [TESTER]): readonly [code: string, fact: string] {
  const input = { ...anInput({ evidence }), policy: { tests: { 'min-passed': 2 } }, trust: { signers, keys: [] } }
  const found = evaluateImage(input).rules.find(({ rule }) => rule === 'tests')
  return [found?.code ?? 'no rule', found?.fact ?? '']
}

const results = (result: string, passedTests: readonly string[], failedTests: readonly string[] = []): JsonValue => ({
  result,
  configuration: [],
  passedTests: [...passedTests],
  failedTests: [...failedTests],
})

describe('the tests rule', () => {
  test.each<[string, readonly EvidenceFact[], string]>([
    ['nothing attested', [], 'tests-missing'],
    ['enough that passed', [aFact('tests', results('PASSED', ['a', 'b']))], ''],
    ['a pass after retries', [aFact('tests', results('WARNED', ['a', 'b']))], ''],
    ['too few that passed', [aFact('tests', results('PASSED', ['a']))], 'tests-too-few'],
    ['a failed result', [aFact('tests', results('FAILED', ['a', 'b']))], 'tests-failed'],
    ['a failed case in a passed result', [aFact('tests', results('PASSED', ['a', 'b'], ['c']))], 'tests-failed'],
    ['something else', [aFact('tests', { tests: 100 })], 'tests-unreadable'],
  ])('judges %s', (_what, evidence, code) => {
    expect(answer(evidence)[0]).toBe(code)
  })

  test('lets a later failure beat an earlier pass', () => {
    const passed = aFact('tests', results('PASSED', ['a', 'b'])).at(hoursAgo(2))
    const failed = aFact('tests', results('FAILED', [], ['b'])).at(hoursAgo(1))
    expect(answer([failed, passed])).toEqual(['tests-failed', 'failed: b'])
  })

  test('takes results only from a signer with the role', () => {
    expect(answer([aFact('tests', results('PASSED', ['a', 'b']))], [aSigner()])[0]).toBe('signer-mismatch')
  })
})
