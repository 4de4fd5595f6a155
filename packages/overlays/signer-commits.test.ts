import { describe, expect, test } from '@jest/globals'
import { parseCommit, parseYaml } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import fc from 'fast-check'
import { addSignerCommits } from './signer-commits.ts'

const [A, B, C] = ['a', 'b', 'c'].map((digit) => parseCommit(digit.repeat(40))) as [
  ReturnType<typeof parseCommit>,
  ReturnType<typeof parseCommit>,
  ReturnType<typeof parseCommit>,
]

function add(text: string, ...commits: readonly (typeof A)[]): string {
  const addition = { signer: 'leg', commits: commits.map((commit) => ({ commit, comment: 'v2' })) }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(addSignerCommits(Buffer.from(text), [addition]))
}

const file = (entry: string): string =>
  `version: 1 # ours\ntrust:\n  signers:\n${entry}\n    - id: other\n      commits: []\n`

describe('adding commits to a signer', () => {
  test.each([
    ['a flow list', `    - id: leg\n      commits: [${A}] # one`, `    - id: leg\n      commits: [${A}, ${B}] # one`],
    ['an empty list', '    - id: leg\n      commits: [ ]', `    - id: leg\n      commits: [${B} ]`],
    [
      'a block list',
      `    - id: leg\n      commits:\n        - ${A} # v1\n        # next\n      roles: []`,
      `    - id: leg\n      commits:\n        - ${A} # v1\n        - ${B} # v2\n        # next\n      roles: []`,
    ],
    [
      'an entry on one line',
      `    - { id: leg, workflow: o/r, commits: ["${A}"], roles: [] }`,
      `    - { id: leg, workflow: o/r, commits: ["${A}", ${B}], roles: [] }`,
    ],
    [
      'an entry on one line without a list',
      '    - { id: leg, workflow: o/r, roles: [] }',
      `    - { id: leg, workflow: o/r, commits: [${B}], roles: [] }`,
    ],
    [
      'an entry without a list',
      '    - id: leg\n      workflow: o/r # promo\n      roles: []',
      `    - id: leg\n      workflow: o/r # promo\n      commits: [${B}]\n      roles: []`,
    ],
  ])('changes nothing else in %s', (_what, before, after) => {
    expect(add(file(before), B)).toBe(file(after))
    const windows = file(before).replaceAll('\n', '\r\n')
    expect(add(`\uFEFF${windows}`, B)).toBe(`\uFEFF${file(after).replaceAll('\n', '\r\n')}`)
  })

  test('takes several at once, and none is no change', () => {
    expect(add(file(`    - id: leg\n      commits: [${A}]`), B, C)).toContain(`commits: [${A}, ${B}, ${C}]`)
    expect(add(file('    - id: leg'))).toBe(file('    - id: leg'))
  })

  test.each([
    ['that is not there', 'trust: { signers: [] }\n'],
    ['in no list', 'trust: {}\n'],
    ['that is an alias', 'x: &x { id: leg, workflow: w, commits: [] }\ntrust: { signers: [*x] }\n'],
    ['whose list is an alias', `x: &x [${A}]\ntrust: { signers: [{ id: leg, commits: *x }] }\n`],
    ['whose list others repeat', `trust: { signers: [{ id: leg, commits: &x [${A}] }, { id: b, commits: *x }] }\n`],
    ['whose list is text', 'trust: { signers: [{ id: leg, commits: none }] }\n'],
    ['without a workflow', 'trust: { signers: [{ id: leg }] }\n'],
    ['that is there twice', `trust: { signers: [{ id: leg, commits: [${A}] }, { id: leg, commits: [${A}] }] }\n`],
  ])('refuses a signer %s', (_what, text) => expectCode('config-not-editable', () => add(text, B)))

  test('means the same as before, and one commit more, for any spacing', () => {
    const gap = fc.constantFrom('', ' ', '  ')
    const entry = fc.record({
      gap,
      comment: fc.constantFrom('', ' # a [b]', ' # ]'),
      flow: fc.boolean(),
      size: fc.nat(3),
    })
    fc.assert(
      fc.property(entry, ({ gap: space, comment, flow, size }) => {
        const items = [A, C, A].slice(0, size)
        const list =
          flow || size === 0
            ? ` [${space}${items.join(`,${space} `)}${space}]${comment}`
            : `${comment}\n${items.map((item) => `      ${space}- ${item}${comment}`).join('\n')}`
        const text = file(`    - id: leg\n      commits:${list}`)
        const [before, after] = [parseYaml(text), parseYaml(add(text, B))] as unknown as [Tree, Tree]
        expect(after.trust.signers[0]?.commits).toEqual([...items, B])
        expect(after.trust.signers[1]).toEqual(before.trust.signers[1])
      }),
    )
  })
})

interface Tree {
  readonly trust: { readonly signers: readonly { readonly commits: readonly string[] }[] }
}
