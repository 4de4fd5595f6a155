import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { evidenceTreeText, type EvidenceNode } from './evidence-tree.ts'
import { PLAIN, wrap } from './tree-text.ts'

const DIGEST = `sha256:${'5715a4a6'.repeat(8)}`
const SIGNER = 'https://github.com/org/promo/.github/workflows/leg.yml@refs/tags/v1'

function aTree(): EvidenceNode {
  const details = ['2026-11-26T07:40:46Z · bundle and legacy · log entry 4163442']
  const lines = [{ state: 'valid', name: 'signature', fact: SIGNER, details }] as const
  const other = { state: 'other', name: 'https://example.com/review/of/code/v1', fact: SIGNER, details } as const
  const child = { title: `linux/amd64 ${DIGEST}`, lines: [...lines, other], children: [] }
  return { title: `ghcr.io/org/app@${DIGEST} (index)`, lines, children: [child, { ...child, lines: [] }] }
}

describe('wrapped text', () => {
  test('has lines no longer than asked, loses nothing but spaces, and splits no character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.integer({ min: -1, max: 90 }), (text, width) => {
        const lines = wrap(text.toWellFormed(), width)
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(Math.max(20, width))
        expect(lines.every((line) => line.isWellFormed())).toBe(true)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.toWellFormed().replaceAll(' ', ''))
      }),
    )
  })

  test.each([
    ['2026-11-26T07:40:46Z · bundle · log entry 42', 30, ['2026-11-26T07:40:46Z · bundle', '· log entry 42']],
    [SIGNER, 50, ['https://github.com/org/promo/.github/workflows/', 'leg.yml@refs/tags/v1']],
  ])('is cut where a reader would cut it: %s', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines)
  })
})

describe('a tree on a narrow terminal', () => {
  test.each([120, 80, 60, 40])('keeps its branches and its columns in %d columns', (width) => {
    const lines = evidenceTreeText(aTree(), { paint: PLAIN, width }).split('\n')
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width)
    expect(lines.filter((line) => /^[│├└]/.test(line)).length).toBeGreaterThan(8)
    expect(lines.join('').replaceAll(/[ │├└─]/g, '')).toContain(SIGNER)
  })

  test('is as wide as its lines in a file', () => {
    const text = evidenceTreeText(aTree())
    expect(text).toContain(`├─ ✓ signature    ${SIGNER}\n`)
    expect(text).toContain(`└─ linux/amd64 ${DIGEST}\n   └─ no evidence`)
  })
})
