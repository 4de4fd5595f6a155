import { describe, expect, test } from '@jest/globals'
import { ACTIONS, actionCommands, EXTENSIONS, GUIDES, programCommand, READING_ACTIONS } from '@promo/cli/testing'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readMetadata } from '../../scripts/docs/action-metadata.ts'
import { actionNames, ROOT } from '../../scripts/root.ts'

/** Every command that the contract names. */
const PROMISED =
  'plan scan test build copy sign attest-sbom attest record collect bump promote verify mark rollback rescan audit trace admission report notify doctor inspect status policy trust sandbox demo'

const commands = new Map(actionCommands({ exitCode: 0 }).map((command) => [command.name(), command]))

function optionsOf(command: { readonly options: readonly { name(): string }[] } | undefined): readonly string[] {
  return (command?.options ?? []).map((option) => option.name()).sort()
}

test('every action is a command', () => {
  expect(ACTIONS.map(({ action }) => action).sort()).toEqual(actionNames())
})

test('every promised command is there or refuses by name', () => {
  const known = new Set(programCommand({ exitCode: 0 }).commands.map((command) => command.name()))
  expect(PROMISED.split(' ').filter((name) => !known.has(name))).toEqual([])
})

test('a command acts exactly when its action does', () => {
  const acts = (name: string) => readFileSync(join(ROOT, 'actions', name, 'main.ts'), 'utf8').includes('acting: true')
  expect(actionNames().filter((name) => !acts(name))).toEqual([...READING_ACTIONS].sort())
})

describe.each(ACTIONS)('promo $command', ({ command, action }) => {
  test('has exactly the inputs of its action as options', () => {
    const own = (EXTENSIONS[command]?.options() ?? []).map((option) => option.name())
    const wanted = [...Object.keys(readMetadata(ROOT, action).inputs ?? {}), ...own, 'json', 'verbose']
    expect(optionsOf(commands.get(command))).toEqual(wanted.sort())
  })

  test('has the defaults of its action, but those that GitHub computes', () => {
    const { inputs = {} } = readMetadata(ROOT, action)
    const defaults = Object.entries(inputs).flatMap(([name, { default: value }]) =>
      value === undefined || String(value).startsWith('${{') ? [] : [[name, String(value)]],
    )
    const given = (commands.get(command)?.options ?? []).flatMap((option) =>
      typeof option.defaultValue === 'string' ? [[option.name(), option.defaultValue]] : [],
    )
    expect(Object.fromEntries(given)).toEqual(Object.fromEntries(defaults))
  })

  test('has a line, a group and an example in the help', () => {
    const guide = GUIDES[command]
    expect(guide?.summary.length).toBeLessThan(70)
    expect(guide?.examples.every((example) => example.startsWith(`promo ${command} `))).toBe(true)
  })

  test('names only options that exist in its examples', () => {
    const named = (GUIDES[command]?.examples ?? []).flatMap((example) => [...example.matchAll(/--([a-z][a-z-]*)/g)])
    const known = optionsOf(commands.get(command))
    expect(named.map(([, name = '']) => name).filter((name) => !known.includes(name))).toEqual([])
  })
})
