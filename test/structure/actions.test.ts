import { describe, expect, test } from '@jest/globals'
import { createInputReader, type InputReader } from '@promo/runner'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readMetadata } from '../../scripts/docs/action-metadata.ts'
import { actionReadmes } from '../../scripts/docs/action-readme.ts'
import { differences } from '../../scripts/generated.ts'
import { actionNames, ROOT } from '../../scripts/root.ts'

interface ActionInputs {
  readonly readRequest: (input: InputReader) => unknown
  readonly outputNames: readonly string[]
}

/** Inputs and outputs of every action, read and written by what stands around it. */
const COMMON_INPUTS = ['mode', 'summary']
const COMMON_OUTPUTS = ['outcome', 'failure-code']

const names = actionNames()

function foldersWith(file: string): readonly string[] {
  return readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(ROOT, entry.name, file)))
    .map(({ name }) => name)
    .sort()
}

async function actionInputs(action: string): Promise<ActionInputs> {
  return (await import(pathToFileURL(join(ROOT, 'actions', action, 'inputs.ts')).href)) as ActionInputs
}

/** The names that an action asks for, learnt by letting it ask. */
function namesRead({ readRequest }: ActionInputs): readonly string[] {
  const read = new Set<string>()
  const input = createInputReader({
    variable: () => undefined,
    value: (name) => {
      read.add(name)
      return undefined
    },
    mask: () => undefined,
    workspace: () => ROOT,
  })
  try {
    readRequest(input)
  } catch {
    // Required inputs are missing: every name was asked for all the same.
  }
  return [...read]
}

/** One entry for every action whose `actual` is not as `wanted`. */
function drift<T>(actual: (name: string) => T, wanted: (name: string) => T): readonly unknown[] {
  return names
    .map((name) => ({ name, actual: actual(name), wanted: wanted(name) }))
    .filter((each) => JSON.stringify(each.actual) !== JSON.stringify(each.wanted))
}

describe('every action', () => {
  test('has a public folder, and every public folder an action', () => {
    expect(foldersWith('action.yml')).toEqual(names)
  })

  test('has a bundle, and every bundle an action', () => {
    const folder = join(ROOT, 'dist')
    const bundles = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.js')) : []
    expect(bundles.sort()).toEqual(names.map((name) => `${name}.js`).sort())
  })

  test('consists of main, run and inputs', () => {
    const files = ['inputs.ts', 'main.ts', 'run.ts']
    const present = (name: string) => files.filter((file) => existsSync(join(ROOT, 'actions', name, file)))
    expect(drift(present, () => files)).toEqual([])
  })

  test('runs its own bundle on Node 24', () => {
    const runs = (name: string) => [readMetadata(ROOT, name).runs.using, readMetadata(ROOT, name).runs.main]
    expect(drift(runs, (name) => ['node24', `../dist/${name}.js`])).toEqual([])
  })

  test('documents exactly the inputs that it reads and the outputs that it writes', async () => {
    const declared = new Map(await Promise.all(names.map(async (name) => [name, await actionInputs(name)] as const)))
    const documented = (name: string) => {
      const { inputs = {}, outputs = {} } = readMetadata(ROOT, name)
      return { inputs: Object.keys(inputs).sort(), outputs: Object.keys(outputs).sort() }
    }
    const read = (name: string) => {
      const action = declared.get(name)
      const inputs = action === undefined ? [] : [...new Set([...namesRead(action), ...COMMON_INPUTS])]
      return { inputs: inputs.sort(), outputs: [...(action?.outputNames ?? []), ...COMMON_OUTPUTS].sort() }
    }
    expect(drift(documented, read)).toEqual([])
  })

  test('gives outcome and failure-code', () => {
    const always = ['outcome', 'failure-code']
    const given = (name: string) => always.filter((output) => output in (readMetadata(ROOT, name).outputs ?? {}))
    expect(drift(given, () => always)).toEqual([])
  })

  test('gives a required input no default', () => {
    const both = (name: string) =>
      Object.entries(readMetadata(ROOT, name).inputs ?? {})
        .filter(([, input]) => input.required === true && input.default !== undefined)
        .map(([input]) => input)
    expect(drift(both, () => [])).toEqual([])
  })

  test('shows its inputs and outputs in its README as action.yml has them', () => {
    expect(differences(ROOT, actionReadmes(ROOT))).toEqual([])
  })
})
