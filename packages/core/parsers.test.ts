import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { formatTime } from './clock.ts'
import { parseDuration } from './duration.ts'
import { parseCommit, parseEnvironmentName, parseLegName, parseRepositoryName } from './names.ts'
import { formatPlatform, isRunnable, normalPlatform, parsePlatform } from './platform.ts'
import { isSeverity, reaches, SEVERITIES } from './severity.ts'
import { expectCode } from './testing.ts'

const HOSTILE = ['', ' ', 'a b', 'a\nb', '../x', '-x', '$(id)', 'a\0', 'ａ', 'x'.repeat(500)]

describe('names', () => {
  test.each(['catalog', 'a', '0', 'web-2.x_y', 'a'.repeat(64)])('%s names a leg and an environment', (text) => {
    expect([parseLegName(text), parseEnvironmentName(text)]).toEqual([text, text])
  })

  test.each([...HOSTILE, 'Catalog', '.a', 'a.', 'a-', 'a/b', 'a'.repeat(65)])('%j names none', async (text) => {
    await expectCode('name-invalid', () => parseLegName(text))
    await expectCode('name-invalid', () => parseEnvironmentName(text))
  })

  test.each(['org/promo', 'Your-Org/.github', 'a/b_c.d-e', `${'a'.repeat(39)}/x`])('%s is a repository', (text) =>
    expect(parseRepositoryName(text)).toBe(text),
  )

  test.each([
    ...HOSTILE,
    'org',
    'org/',
    '/promo',
    'org/promo/x',
    'org/..',
    'org/.',
    'o_g/promo',
    `${'a'.repeat(40)}/x`,
    'org/promo\n',
  ])('%j is no repository', (text) => expectCode('repository-invalid', () => parseRepositoryName(text)))

  test('a commit is forty lower-case digits', async () => {
    expect(parseCommit('0123456789abcdef0123456789abcdef01234567')).toHaveLength(40)
    for (const text of [...HOSTILE, 'HEAD', 'a'.repeat(39), 'A'.repeat(40), 'a'.repeat(41), `${'a'.repeat(40)}\n`]) {
      await expectCode('commit-invalid', () => parseCommit(text))
    }
  })
})

describe('durations', () => {
  test.each([
    ['30s', 30_000],
    ['15m', 900_000],
    ['72h', 259_200_000],
    ['7d', 604_800_000],
  ])('%s is %i ms', (text, milliseconds) => expect(parseDuration(text)).toBe(milliseconds))

  test.each([...HOSTILE, '0m', '-1m', '1.5h', '1', 'm', '1w', '1M', '1h30m', '01h', '9999999d'])('%j is none', (text) =>
    expectCode('duration-invalid', () => parseDuration(text)),
  )
})

describe('platforms', () => {
  test('are printed as they were written', () => {
    const part = fc.stringMatching(/^[a-z0-9][a-z0-9_.-]{0,10}$/)
    fc.assert(
      fc.property(part, part, fc.option(part, { nil: undefined }), (os, architecture, variant) => {
        const text = [os, architecture, ...(variant === undefined ? [] : [variant])].join('/')
        expect(formatPlatform(parsePlatform(text))).toBe(text)
      }),
    )
  })

  test.each([...HOSTILE, 'linux', 'linux/', '/amd64', 'linux/arm/v7/x', 'Linux/amd64', 'linux/amd64\n'])(
    '%j is none',
    (text) => expectCode('platform-invalid', () => parsePlatform(text)),
  )

  test.each([
    ['linux/amd64', 'linux/amd64/v1', 'linux/x86_64'],
    ['linux/amd64/v2', 'linux/amd64/v2'],
    ['linux/arm64', 'linux/arm64/v8', 'linux/aarch64', 'linux/aarch64/v8'],
    ['linux/arm/v7', 'linux/arm', 'linux/arm/7', 'linux/armhf'],
    ['linux/arm/v6', 'linux/armel', 'linux/arm/6'],
    ['linux/386', 'linux/i386'],
    ['linux/constructor', 'linux/constructor'],
    ['', ''],
  ])('%s is the spelling of each', (normal, ...spellings) => {
    expect(new Set(spellings.map((text) => normalPlatform(text)))).toEqual(new Set([normal]))
    expect(normalPlatform(normal)).toBe(normal)
  })

  test("BuildKit's attestation manifests are not runnable", () => {
    expect([
      isRunnable(parsePlatform('unknown/unknown')),
      isRunnable(parsePlatform('linux/amd64')),
      isRunnable(undefined),
    ]).toEqual([false, true, true])
  })
})

describe('severities', () => {
  test('reach every threshold that is not worse, and the unknown one counts as high', () => {
    expect(SEVERITIES.filter((severity) => reaches(severity, 'high'))).toEqual(['critical', 'high', 'unknown'])
    expect(SEVERITIES.filter((severity) => reaches(severity, 'critical'))).toEqual(['critical'])
    expect(SEVERITIES.filter((severity) => reaches(severity, 'negligible'))).toEqual([...SEVERITIES])
  })

  test('are the six of the contract, in lower case', () => {
    expect(['critical', 'HIGH', 'none', '', undefined].map(isSeverity)).toEqual([true, false, false, false, false])
  })
})

test('times have whole seconds and are in UTC', () => {
  expect(formatTime(new Date('2026-12-01T13:00:00.999+01:00'))).toBe('2026-12-01T12:00:00Z')
})
