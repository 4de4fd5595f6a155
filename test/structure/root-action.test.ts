import { describe, expect, test } from '@jest/globals'
import { parseYaml } from '@promo/core'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readMetadata } from '../../scripts/docs/action-metadata.ts'
import { actionNames, ROOT } from '../../scripts/root.ts'

interface Composite {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly default?: string }>>
  readonly outputs: Readonly<Record<string, { readonly value: string }>>
  readonly runs: { readonly using: string; readonly steps: readonly Step[] }
}

interface Step {
  readonly id: string
  readonly uses: string
  readonly with: Readonly<Record<string, string>>
}

const text = readFileSync(join(ROOT, 'action.yml'), 'utf8')
const composite = parseYaml(text) as unknown as Composite
const { steps } = composite.runs
const actionOf = ({ uses }: Step): string => uses.replace(/^\$\//, '')

describe('the composite at the root', () => {
  test('is made of actions of this repository at its own commit', () => {
    expect(composite.runs.using).toBe('composite')
    expect(steps.filter((step) => !step.uses.startsWith('$/') || !actionNames().includes(actionOf(step)))).toEqual([])
  })

  test('gives every step only inputs that it has, and all that it needs', () => {
    const faults = steps.flatMap((step) => {
      const { inputs = {} } = readMetadata(ROOT, actionOf(step))
      const unknown = Object.keys(step.with).filter((name) => !(name in inputs))
      const lacking = Object.keys(inputs).filter((name) => inputs[name]?.required === true && !(name in step.with))
      return [
        ...unknown.map((name) => `${step.id} has no ${name}`),
        ...lacking.map((name) => `${step.id} needs ${name}`),
      ]
    })
    expect(faults).toEqual([])
  })

  test('uses every input that it offers, and no other', () => {
    const used = new Set([...JSON.stringify(steps).matchAll(/\binputs\.([a-z-]+)/g)].map(([, name]) => name))
    expect([...used].sort()).toEqual(Object.keys(composite.inputs).sort())
  })

  test('gives a default that is the one of its step', () => {
    const differing = steps.flatMap((step) =>
      Object.entries(step.with).flatMap(([name, value]) => {
        const input = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(value)?.[1] ?? ''
        const own = composite.inputs[input]
        const theirs = readMetadata(ROOT, actionOf(step)).inputs?.[name]
        const isSame = own === undefined || own.required === true || own.default === theirs?.default
        return isSame || input === 'scanners' ? [] : [`${input} of ${step.id}`]
      }),
    )
    expect(differing).toEqual([])
  })

  test('reads outputs that its steps write', () => {
    const places = [...text.matchAll(/steps\.([a-z]+)\.outputs\.([a-z-]+)/g)]
    const faults = places.flatMap(([place, id, output = '']) => {
      const step = steps.find((each) => each.id === id)
      return step !== undefined && output in (readMetadata(ROOT, actionOf(step)).outputs ?? {}) ? [] : [place]
    })
    expect(places.length).toBeGreaterThan(10)
    expect(faults).toEqual([])
  })

  test('signs last but for the tag, and lets no credential into what it signs', () => {
    expect(steps.map(({ id }) => id)).toEqual(['build', 'scan', 'sbom', 'attest', 'sign', 'tag', 'record'])
    const signed = steps.find(({ id }) => id === 'sign')?.with['provenance-parameters'] ?? ''
    expect(signed).toContain('inputs.leg')
    expect(signed).not.toMatch(/toJSON\(inputs\)|registry-|token/i)
  })
})
