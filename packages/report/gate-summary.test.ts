import { describe, expect, test } from '@jest/globals'
import { digestOf, gateDocument, type Gate } from '@promo/core'
import { gateHeadline, gateSummary } from './gate-summary.ts'

const digest = digestOf('image')

function aGate(outcome: 'pass' | 'findings'): Gate {
  const rule = (name: string, change: object): object => ({
    rule: name,
    outcome: 'pass',
    code: '',
    fact: 'found',
    expected: 'wanted',
    remedy: '',
    evidence: [],
    ...change,
  })
  const broken = {
    outcome: 'findings',
    code: 'signature-missing',
    remedy: 'Sign it with `$/keyless-sign`.',
    owner: '@your-org/release',
  }
  return gateDocument.check({
    schema: 'promo/gate/v1',
    verdicts: [
      {
        schema: 'promo/verdict/v1',
        environment: 'staging',
        image: { name: 'ghcr.io/your-org/catalog', digest },
        policy: { uri: 'promo.yaml', digest },
        evaluatedAt: '2026-11-25T10:00:00Z',
        outcome,
        rules: [rule('signature', outcome === 'pass' ? {} : broken), rule('scan', {})],
        exceptions: [],
        expiresAt: null,
      },
    ],
    outcome,
    code: '',
    fact: '',
    remedy: '',
    pullRequest: null,
    policyBase: { repository: 'your-org/config', ref: 'refs/heads/main', sha: null },
  })
}

describe('the summary of a gate', () => {
  test('says how many digests are refused and what each one lacks', () => {
    const text = gateSummary(aGate('findings'))
    expect(text).toMatch(/^### Refused: 1 of 1 digest may not be promoted/)
    expect(text).toContain('`signature-missing`')
    expect(text).toContain('Sign it with `$/keyless-sign`')
    expect(text).toContain(digest)
  })

  test('names the code of a failure that is not a verdict', () => {
    const gate: Gate = { ...aGate('pass'), verdicts: [], outcome: 'configuration', code: 'image-not-pinned' }
    expect(gateHeadline(gate)).toBe('Not set up: image-not-pinned')
  })

  test('tells a pull request without digests from a pass', () => {
    expect(gateHeadline({ ...aGate('pass'), verdicts: [] })).toBe('Not affected: no digest changes here')
    expect(gateHeadline(aGate('pass'))).toBe('Passed: 1 digest with valid evidence')
  })
})
