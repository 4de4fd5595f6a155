import { describe, expect, test } from '@jest/globals'
import { isPromoError, parseYaml, readConfig, readRevocations } from '@promo/core'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readMetadata } from '../../scripts/docs/action-metadata.ts'
import { actionNames, ROOT } from '../../scripts/root.ts'

interface Step {
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
}

interface Job {
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly secrets?: Readonly<Record<string, unknown>>
  readonly steps?: readonly Step[]
}

const pages = [
  'README.md',
  ...actionNames().map((name) => `${name}/README.md`),
  ...globSync('docs/*.md', { cwd: ROOT }),
]
const examples = pages.flatMap((page) =>
  [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text = '']) => ({
    page,
    text,
  })),
)

function jobsOf(text: string): readonly Job[] {
  const parsed = parseYaml(text)
  if (Array.isArray(parsed)) return [{ steps: parsed }]
  const { jobs } = parsed as { readonly jobs?: Readonly<Record<string, Job>> }
  return Object.values(jobs ?? {})
}

/** Names that an example gives and the action or workflow it uses does not know. */
function unknownNames(job: Job): readonly string[] {
  const steps = (job.steps ?? []).flatMap(({ uses = '', with: given = {} }) => {
    const [, action] = /^org\/promo\/([a-z-]+)@/.exec(uses) ?? []
    if (action === undefined) return []
    const known = Object.keys(readMetadata(ROOT, action).inputs ?? {})
    return Object.keys(given)
      .filter((name) => !known.includes(name))
      .map((name) => `${action}: ${name}`)
  })
  return [...steps, ...unknownOfCall(job)]
}

function unknownOfCall({ uses = '', with: given = {}, secrets = {} }: Job): readonly string[] {
  const [, file] = /^org\/promo\/(\.github\/workflows\/[a-z-]+\.yml)@/.exec(uses) ?? []
  if (file === undefined) return []
  const workflow = parseYaml(readFileSync(join(ROOT, file))) as unknown as {
    readonly on: { readonly workflow_call: { readonly inputs?: object; readonly secrets?: object } }
  }
  const { inputs = {}, secrets: known = {} } = workflow.on.workflow_call
  const names = [
    ...Object.keys(given).filter((name) => !(name in inputs)),
    ...Object.keys(secrets).filter((name) => !(name in known)),
  ]
  return names.map((name) => `${file}: ${name}`)
}

describe('every example in the documentation', () => {
  test('is there: each action shows at least one', () => {
    const shown = new Set(examples.map(({ page }) => page))
    expect(actionNames().filter((name) => !shown.has(`${name}/README.md`))).toEqual([])
  })

  test.each(examples.map((example, index) => [`${example.page} (${String(index)})`, example.text]))(
    '%s gives only what exists',
    (_name, text) => {
      const parsed = parseYaml(text)
      if (typeof parsed === 'object' && parsed !== null && 'version' in parsed)
        expect(() => ('digests' in parsed ? readRevocations(text) : readConfig(text))).not.toThrow()
      expect(jobsOf(text).flatMap(unknownNames)).toEqual([])
    },
  )

  test('the example repository has a promo.yaml that promo reads', () => {
    const files = globSync('workflows-examples/*/promo.yaml', { cwd: ROOT })
    const refused = files.filter((file) => {
      try {
        readConfig(readFileSync(join(ROOT, file)))
        return false
      } catch (error) {
        return isPromoError(error)
      }
    })
    expect({ found: files.length > 0, refused }).toEqual({ found: true, refused: [] })
  })
})
