import { expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { createContext } from './context.ts'
import { docsLink } from './docs-link.ts'
import { createMemoryRunner } from './memory-runner.ts'

test('a value that is not there is named only when it is asked for', async () => {
  const context = createContext({}, null)
  expect(context.eventName).toBe('')
  const error = await expectCode('context-missing', () => context.sha)
  expect(error.facts).toMatchObject({ variable: 'GITHUB_SHA' })
  await expectCode('context-missing', () => context.repository.fullName)
  expect(context.repository.visibility).toBe('unknown')
})

test('the variables that say where sources come from are named together, as are those of the run', async () => {
  const env = { GITHUB_REPOSITORY: 'octo/shop', GITHUB_REF: '' }
  const error = await expectCode('context-missing', () => createContext(env, null).sha)
  expect(error.facts['missing']).toEqual(['GITHUB_REPOSITORY_ID', 'GITHUB_SHA', 'GITHUB_REF'])
  const run = await expectCode('context-missing', () => createContext({ GITHUB_RUN_ID: '7' }, null).runAttempt)
  expect(run.facts['missing']).toEqual(['GITHUB_RUN_ATTEMPT', 'GITHUB_WORKFLOW_REF', 'GITHUB_WORKFLOW_SHA'])
  expect((await expectCode('context-missing', () => createContext({}, null).job)).facts['missing']).toEqual([
    'GITHUB_JOB',
  ])
})

test('a repository whose visibility the event does not say is not taken for a public one', () => {
  const { repository } = createMemoryRunner({ event: { repository: { visibility: 'odd' } } }).context
  expect(repository.visibility).toBe('unknown')
  expect(createMemoryRunner({ event: { repository: { private: true } } }).context.repository.visibility).toBe('private')
})

test('members that every object has are no part of an event', () => {
  expect(createContext({}, { constructor: 'x', pull_request: [] }).pullRequest).toBeUndefined()
})

test('the page of a code is named at the commit that runs', () => {
  const env = {
    GITHUB_ACTION_REPOSITORY: 'org/promo',
    GITHUB_ACTION_REF: 'v1.2.3',
    GITHUB_SERVER_URL: 'https://github.com',
  }
  expect(docsLink('tag-taken', env)).toBe('https://github.com/org/promo/blob/v1.2.3/docs/errors.md#tag-taken')
  expect(docsLink('tag-taken', { ...env, GITHUB_ACTION_REF: 'a b' })).toBe('docs/errors.md#tag-taken')
})
