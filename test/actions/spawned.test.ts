import { afterAll, expect, test } from '@jest/globals'
import type { DefinedError } from '@promo/core'
import { startNetwork, type Network } from '@promo/sandbox/network'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { collectErrors } from '../../scripts/docs/collect-errors.ts'
import { actionNames, ROOT } from '../../scripts/root.ts'
import { CANARY, HOSTILE } from './hostile-values.ts'
import { ESCAPE } from './escape.ts'
import { spawnAction, type ActionEnd, type ActionStart } from './spawn-action.ts'
import { inputNamesOf, validInputs } from './valid-inputs.ts'

/** They only read: what they say on a fork's pull request does nobody harm. */
const READING = ['collect-digests', 'plan', 'scan-gate', 'test-gate', 'trace', 'verify-evidence']
/** What they are given is all they need. */
const NEEDS_NOBODY = ['plan']
const names = actionNames()
const acting = names.filter((name) => !READING.includes(name))

/** The commands that promo itself gives the runner: values come behind, never before. */
const COMMAND = /^::(?:add-mask::|(?:error|warning|notice) (?:title|file)=|group::|endgroup::|debug::)/
/** Annotations without a title: promo's own, where no input could have made them. */
const ANNOTATION = /^::(?:error|warning|notice)::/

const PUBLIC = { repository: { id: 1296269, visibility: 'public', default_branch: 'main' } }

const directory = mkdtempSync(join(tmpdir(), 'promo-spawned-'))
const network = await startNetwork({ directory })
/** For those that must not ask anyone anything. */
const silent = await startNetwork({ directory })
const codes = new Map((await collectErrors(ROOT)).map((error) => [error.code, error]))

afterAll(async () => {
  await Promise.all([network.close(), silent.close()])
  rmSync(directory, { recursive: true, force: true })
})

function start(name: string, given: ActionStart, place: Network = network): Promise<ActionEnd> {
  const variables = { ...place.environment, ...given.variables }
  return spawnAction(name, { ...given, variables, loopbackOnly: true })
}

/** What holds for every step that failed, whatever it was given. */
function expectRefusal(ended: ActionEnd, endings: readonly string[] = ['configuration']): DefinedError {
  const { code, log, outputs, summary } = ended
  const lines = log.split(/\r?\n/).filter((line) => !line.startsWith('::add-mask::'))
  expect(lines.filter((line) => /##\[|^\s+at .*:\d+:\d+\)?$/.test(line))).toEqual([])
  expect(lines.filter((line) => CANARY.test(line) || line.includes(ESCAPE))).toEqual([])
  expect(`${summary}${JSON.stringify([...outputs])}`).not.toMatch(CANARY)
  expect({ code, outcome: outputs.get('outcome') }).toEqual({ code: 1, outcome: expect.any(String) })
  expect(endings).toContain(outputs.get('outcome'))
  const defined = codes.get(outputs.get('failure-code') ?? '')
  if (defined === undefined) throw new Error(`${outputs.get('failure-code') ?? 'no code'} is not documented: ${log}`)
  expect(defined.code).not.toMatch(/^(?:internal-error|ended-early|output-unknown)$/)
  expect(log).toContain('What to do: ')
  expect(summary).toContain('What to do')
  return defined
}

function commandsIn({ log }: ActionEnd, own: RegExp): readonly string[] {
  return log.split(/\r?\n/).filter((line) => /^\s*::/.test(line) && !COMMAND.test(line) && !own.test(line))
}

test.concurrent.each(names)('%s refuses hostile lines in every input, and none becomes a command', async (name) => {
  const lines = `a${HOSTILE['workflow command on its own line']}\n::error::x`
  const hostile = Object.fromEntries(inputNamesOf(name).map((input) => [input, lines]))
  const ended = await start(name, { inputs: { ...hostile, mode: 'a'.repeat(100_000) } })
  expect(expectRefusal(ended).code).toBe('input-invalid')
  expect(commandsIn(ended, /^$/)).toEqual([])
  expect(ended.log.length).toBeLessThan(20_000)
})

test.concurrent.each(names)('%s, with nobody answering, neither passes nor shows a secret', async (name) => {
  const ended = await start(name, { inputs: validInputs(name), event: PUBLIC })
  expect(commandsIn(ended, ANNOTATION)).toEqual([])
  if (NEEDS_NOBODY.includes(name)) expect(ended.outputs.get('outcome')).toBe('pass')
  else expectRefusal(ended, ['configuration', 'infrastructure'])
})

const FORK: ActionStart = {
  variables: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/7/merge' },
  event: {
    number: 7,
    repository: { id: 1296269 },
    pull_request: {
      number: 7,
      head: { sha: 'a'.repeat(40), ref: 'main', repo: { id: 4242 } },
      base: { sha: 'b'.repeat(40), ref: 'main', repo: { id: 1296269 } },
    },
  },
}

const PRIVILEGED: readonly (readonly [string, ActionStart])[] = acting.map((name, index) =>
  index % 2 === 0
    ? [name, { ...FORK, variables: { GITHUB_EVENT_NAME: 'pull_request_target' } }]
    : [name, { event: { workflow_run: { id: 1 } }, variables: { GITHUB_EVENT_NAME: 'workflow_run' } }],
)

test.concurrent.each([...acting.map((name) => [name, FORK] as const), ...PRIVILEGED])(
  '%s refuses events that others can cause',
  async (name, event) => {
    const ended = await start(name, { ...event, inputs: validInputs(name) }, silent)
    expect(expectRefusal(ended).code).toBe('untrusted-event')
  },
)

test('on untrusted events nobody was asked anything', () => {
  const { list, refused } = silent.requests
  expect({ list, refused }).toEqual({ list: [], refused: [] })
})
