import { afterAll, describe, expect, test } from '@jest/globals'
import { definedErrors } from '@promo/core'
import type { ReadRequest } from '@promo/runner'
import { runInMemory } from '@promo/runner/testing'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readMetadata } from '../../scripts/docs/action-metadata.ts'
import { actionNames, ROOT } from '../../scripts/root.ts'
import { ACCEPTED, ACCEPTED_BY } from './accepted-values.ts'
import { CANARIES, CANARY, HOSTILE } from './hostile-values.ts'
import { inputNamesOf, validInputs } from './valid-inputs.ts'

interface Tried {
  readonly input: string
  readonly how: string
  readonly inputs: Readonly<Record<string, string>>
}

const recipe = { run: async () => undefined }
const directory = mkdtempSync(join(tmpdir(), 'promo-hostile-'))

afterAll(() => rmSync(directory, { recursive: true, force: true }))

/** Reads a request as a step does; what the action would do with it is left out. */
function read(
  readRequest: ReadRequest<unknown>,
  inputs: Readonly<Record<string, string>>,
): ReturnType<typeof runInMemory> {
  return runInMemory(readRequest, recipe, { inputs, directory, acting: true })
}

async function readerOf(action: string): Promise<ReadRequest<unknown>> {
  const file = pathToFileURL(join(ROOT, 'actions', action, 'inputs.ts')).href
  return ((await import(file)) as { readonly readRequest: ReadRequest<unknown> }).readRequest
}

/** Reads the request as the action does, and gives how that ended when it is not a good refusal. */
async function faultOf(readRequest: ReadRequest<unknown>, { inputs }: Tried): Promise<string | undefined> {
  const { outcome, error } = await read(readRequest, inputs)
  if (error === undefined) return 'taken'
  const known = definedErrors().some(({ code }) => code === error.code)
  if (outcome !== 'configuration' || !known) return `${outcome} ${error.code}`
  if (error.remedy === '' || error.message === '') return 'no words'
  if (error.message.length > 20_000) return `a message of ${error.message.length} characters`
  const { cause, facts, message, remedy } = error
  const said = JSON.stringify([message, remedy, facts, cause instanceof Error ? cause.message : ''])
  return CANARY.test(said) ? 'shows a secret' : undefined
}

function casesOf(action: string): readonly Tried[] {
  const base = validInputs(action)
  return inputNamesOf(action).flatMap((input) =>
    Object.entries(HOSTILE).map(([how, value]) => {
      const canary: string = (CANARIES as Readonly<Record<string, string>>)[input] ?? ''
      return { input, how, inputs: { ...base, [input]: `${canary}${value}` } }
    }),
  )
}

describe.each(actionNames())('%s', (action) => {
  test('takes the request that the cases start from', async () => {
    const ended = await read(await readerOf(action), validInputs(action))
    expect(ended.error?.message).toBeUndefined()
  })

  test('refuses every hostile value of every input with a code and a remedy, but for text that may be anything', async () => {
    const readRequest = await readerOf(action)
    const unexpected: string[] = []
    for (const tried of casesOf(action)) {
      const fault = await faultOf(readRequest, tried)
      const accepted: readonly string[] = ACCEPTED_BY[action]?.[tried.input] ?? ACCEPTED[tried.input] ?? []
      const wanted = accepted.includes(tried.how) ? 'taken' : undefined
      if (fault !== wanted) unexpected.push(`${tried.input}: ${tried.how}: ${fault ?? 'refused'}`)
    }
    expect(unexpected).toEqual([])
  })

  test('refuses each required input when it is missing or empty', async () => {
    const readRequest = await readerOf(action)
    const { inputs = {} } = readMetadata(ROOT, action)
    const required = Object.keys(inputs).filter((name) => inputs[name]?.required === true)
    for (const name of required) {
      const { [name]: _left, ...missing } = validInputs(action)
      for (const given of [missing, { ...missing, [name]: '' }, { ...missing, [name]: ' \n ' }]) {
        const { outcome, error } = await read(readRequest, given)
        expect({ name, outcome, remedy: error?.remedy }).toEqual({
          name,
          outcome: 'configuration',
          remedy: expect.stringMatching(/\w/),
        })
      }
    }
  })

  test('takes an empty optional input as an absent one', async () => {
    const readRequest = await readerOf(action)
    const { inputs = {} } = readMetadata(ROOT, action)
    const valid = validInputs(action)
    const optional = Object.keys(inputs).filter((name) => inputs[name]?.required !== true && !(name in valid))
    const ended = await read(readRequest, { ...valid, ...Object.fromEntries(optional.map((name) => [name, ' '])) })
    expect(ended.error?.message).toBeUndefined()
  })
})

test('nothing was polluted on the way', () => {
  expect(({} as { readonly polluted?: unknown }).polluted).toBeUndefined()
})
