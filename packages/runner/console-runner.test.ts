import { describe, expect, test } from '@jest/globals'
import { defineErrors } from '@promo/core'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { createConsoleRunner, type ConsoleRunner } from './console-runner.ts'
import { endWith, PASSED } from './ending.ts'

const fail = defineErrors('console-test', {
  'console-findings': { ending: 'findings', remedy: 'Fix it.' },
  'console-usage': { ending: 'configuration', remedy: 'Read the help.' },
  'console-outage': { ending: 'infrastructure', remedy: 'Wait.' },
})

function onTerminal(
  isTTY: boolean,
  env: Readonly<Record<string, string>> = {},
): { command: ConsoleRunner; said: string[] } {
  const said: string[] = []
  const stderr = { isTTY, write: (text: string) => said.push(text) }
  return { command: createConsoleRunner({ env, stderr, inputs: {} }), said }
}

describe('a command on a terminal', () => {
  test('ends with 0 for a pass, 1 for findings, 2 for usage, 3 for an outage', () => {
    const { command } = onTerminal(false)
    const codes = (['console-findings', 'console-usage', 'console-outage'] as const).map((code) =>
      command.finish(endWith(fail(code, {}, 'no'), 'enforce')),
    )
    expect([command.finish(PASSED), ...codes]).toEqual([0, 1, 2, 3])
    expect(command.finish(endWith(fail('console-findings', {}, 'no'), 'warn'))).toBe(0)
  })

  test('uses colour and moving progress only on a terminal', () => {
    const file = onTerminal(false)
    file.command.runner.log.progress('1 of 2')
    file.command.runner.log.warning('careful')
    expect(file.said).toEqual(['warning: careful\n'])
    const screen = onTerminal(true)
    screen.command.runner.log.progress('1 of 2')
    screen.command.runner.log.warning('careful')
    expect(screen.said.join('')).toMatch(/^1 of 2\r\u001B\[2K\u001B\[33mwarning/)
    const plain = onTerminal(true, { NO_COLOR: '1' })
    plain.command.runner.log.warning('careful')
    expect(plain.said).toEqual(['warning: careful\n'])
  })

  test('keeps scanners in the cache of the user, unless the runner names another place', () => {
    const cacheOf = (env: Readonly<Record<string, string>>): string =>
      onTerminal(false, env).command.runner.context.toolCache
    expect(cacheOf({ XDG_CACHE_HOME: '/x' })).toBe(join('/x', 'promo', 'runner'))
    expect(cacheOf({})).toBe(join(homedir(), '.cache', 'promo', 'runner'))
    expect(cacheOf({ RUNNER_TOOL_CACHE: '/opt/cache' })).toBe('/opt/cache')
  })

  test('shows no secret and no control character of others', () => {
    const { command, said } = onTerminal(false)
    command.runner.mask('hunter2-hunter2')
    command.runner.log.info('\u001B[2Jtoken hunter2-hunter2')
    expect(said).toEqual(['token ***\n'])
  })
})
