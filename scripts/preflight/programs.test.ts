import { expect, test } from '@jest/globals'
import { describeMissing, missingPrograms, PROGRAMS, type Probe } from './programs.ts'

const machine =
  (programs: Readonly<Record<string, string>>): Probe =>
  (program) =>
    programs[program]

const complete = {
  node: 'v24.21.0',
  git: 'git version 2.43.0',
  go: 'go version go1.25.1 linux/amd64',
  'python3.11': 'Python 3.11.9',
}

const titles = (programs: Readonly<Record<string, string>>) =>
  missingPrograms(PROGRAMS.demo, machine(programs)).map(({ program }) => program.title)

test('is content with a machine that has everything', () => {
  expect(titles(complete)).toEqual([])
})

test('names every program of an empty machine', () => {
  expect(titles({})).toEqual(['Node', 'git', 'Go', 'Python'])
})

test('takes any Python that is new enough, under any of its names', () => {
  const { 'python3.11': _, ...rest } = complete
  expect(titles({ ...rest, python3: 'Python 3.9.2', python: 'Python 3.12.0' })).toEqual([])
})

test('says which version is too old and how to get a newer one', () => {
  const missing = missingPrograms(PROGRAMS.tools, machine({ ...complete, go: 'go version go1.19 linux/amd64' }))
  expect(describeMissing('tools', missing, 'darwin')).toBe(
    'npm run tools needs:\n  Go 1.21 or newer (found 1.19): brew install go\n',
  )
})
