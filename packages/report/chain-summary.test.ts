import { describe, expect, test } from '@jest/globals'
import { chainDocument, digestOf, parseImageName, parseLegName, type Chain, type ChainLink } from '@promo/core'
import { chainSummary } from './chain-summary.ts'
import { chainTree } from './chain-tree.ts'

const DIGEST = digestOf('image')

function aLink(link: ChainLink['link'], changes: Partial<ChainLink> = {}): ChainLink {
  return {
    link,
    at: '',
    state: 'verified',
    fact: `a ${link}`,
    code: '',
    remedy: '',
    evidence: [],
    details: {},
    ...changes,
  }
}

const HOLE = { state: 'missing', code: 'scan-missing', remedy: 'Scan it.' } as const

function aChain(links: readonly ChainLink[]): Chain {
  const complete = links.every(({ state }) => state !== 'missing' && state !== 'broken')
  const image = { leg: parseLegName('catalog'), name: parseImageName('ghcr.io/org/catalog'), digest: DIGEST, complete }
  return chainDocument.create({
    subject: { kind: 'environment', text: 'prod/catalog' },
    tracedAt: '2026-12-01T12:00:00Z',
    complete,
    images: [{ ...image, links: [...links] }],
  })
}

const WHOLE = [
  aLink('environment', { at: 'prod', state: 'recorded' }),
  aLink('promotion', { at: 'prod', state: 'recorded', fact: '#7 “Promote” by promo' }),
  aLink('environment', { at: 'dev', state: 'absent', fact: 'never held it' }),
  aLink('signature', {
    evidence: [
      { kind: 'manifest', value: DIGEST },
      { kind: 'log-entry', value: '42' },
    ],
  }),
  aLink('scan'),
  aLink('run', { fact: 'on push: https://github.com/o/r/actions/runs/777/attempts/1' }),
  aLink('source', { at: 'o/r', details: { commit: 'b'.repeat(40) } }),
]

describe('the tree of a chain', () => {
  test('has one line for each link, with where to look it up', () => {
    const short = DIGEST.slice(0, 19)
    expect(chainTree(aChain(WHOLE)).split('\n')).toEqual([
      `ghcr.io/org/catalog@${DIGEST}`,
      '├─ prod',
      '│  ├─ • environment  a environment',
      '│  └─ • promotion    #7 “Promote” by promo',
      '├─ dev',
      '│  └─ – environment  never held it',
      '├─ the digest',
      '│  ├─ ✓ signature    a signature',
      `│  │                 manifest ${short}, log entry 42`,
      '│  └─ ✓ scan         a scan',
      '└─ where it comes from',
      '   ├─ ✓ run          on push: https://github.com/o/r/actions/runs/777/attempts/1',
      '   └─ ✓ source       a source',
      '',
      '✓ signed and verified now   • recorded in Git or registry   – nothing there   ✗ does not hold',
    ])
  })

  test('says what to do about a hole, and paints it', () => {
    const bad = (text: string): string => `<${text}>`
    const same = (text: string): string => text
    const tree = chainTree(aChain([aLink('scan', HOLE)]), {
      paint: { good: same, dim: same, bold: same, bad },
      width: 100,
    })
    expect(tree).toContain('<✗> scan')
    expect(tree).toContain('<scan-missing>')
    expect(tree).toContain('what to do: Scan it.')
  })

  test('lets nothing steer the terminal', () => {
    const tree = chainTree(aChain([aLink('source', { fact: 'x\u001b[2J\r\nforged line\u202e', at: 'a\u001bb' })]))
    expect(tree).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
    expect(tree).not.toMatch(/^forged/m)
  })
})

describe('the summary of a chain', () => {
  test('draws every stage and marks where the chain does not hold', () => {
    expect(chainSummary(aChain(WHOLE))).toMatch(/^### Complete: every link of 1 digest holds/)
    const summary = chainSummary(aChain([...WHOLE, aLink('sbom', { ...HOLE, at: 'linux/amd64' })]))
    expect(summary).toMatch(/^### Incomplete: 1 link of 1 digest does not hold/)
    expect(summary).toContain('```mermaid\nflowchart LR')
    expect(summary).toMatch(/n0\["commit<br\/>b{12}"\]/)
    expect(summary).toMatch(/n1\["run<br\/>777"\]/)
    expect(summary).toContain('["prod<br/>#35;7"]')
    expect(summary).toContain('["dev<br/>not here"]')
    expect(summary).toMatch(/class n2 hole/)
    expect(summary).toContain('**What to do:** Scan it')
  })

  test('lets nothing out of the picture or into the page', () => {
    const hostile = 'x"]\n```\n<img src=x onerror=alert(1)> click n0 "javascript:alert(1)" %%{init: {}}%% @octo #1'
    const links = [
      aLink('environment', { at: hostile, fact: hostile }),
      aLink('source', { fact: hostile, details: { commit: hostile } }),
      aLink('promotion', { at: hostile, fact: hostile }),
    ]
    const summary = chainSummary(aChain(links))
    expect(summary.match(/^\s*```/gm)).toHaveLength(2)
    expect(summary).not.toMatch(/(?<!\\)<img/)
    const picture = summary.split(/^```/m)[1] ?? ''
    for (const line of picture.split('\n').filter((each) => each.includes('['))) {
      expect(line).toMatch(/^ {2}n\d+\["[^"[\]<>`{}%]*(?:<br\/>[^"[\]<>`{}%]*)*"\]$/)
    }
  })
})
