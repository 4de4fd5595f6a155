import { expect, test } from '@jest/globals'
import type { JsonValue } from '@promo/core'
import { createContext } from './context.ts'
import { trustedEvent } from './trusted-event.ts'

function pullRequest(headId: number | null): JsonValue {
  const head = { sha: 'h', ref: 'topic', repo: headId === null ? null : { id: headId } }
  return { pull_request: { number: 7, head, base: { sha: 'b', ref: 'main', repo: { id: 1 } } } }
}

const cases: readonly (readonly [string, string, JsonValue, boolean])[] = [
  ['a push', 'push', { ref: 'refs/heads/main' }, true],
  ['a dispatch', 'workflow_dispatch', { inputs: {} }, true],
  ['a schedule', 'schedule', { schedule: '0 0 * * *' }, true],
  ['a merge group', 'merge_group', { merge_group: { head_sha: 'h' } }, true],
  ['a pull request of this repository', 'pull_request', pullRequest(1), true],
  ['a pull request from a fork', 'pull_request', pullRequest(2), false],
  ['a pull request from a deleted fork', 'pull_request', pullRequest(null), false],
  ['a review of a pull request from a fork', 'pull_request_review', pullRequest(2), false],
  ['an unknown event about a pull request from a fork', 'something_new', pullRequest(2), false],
  ['a pull request whose event cannot be read', 'pull_request', null, false],
  ['a pull request that claims to be none', 'pull_request', { pull_request: 'x' }, false],
  ['pull_request_target, even of this repository', 'pull_request_target', pullRequest(1), false],
  ['workflow_run', 'workflow_run', { workflow_run: { head_repository: { id: 1 } } }, false],
]

test.each(cases)('%s: may act is decided from the event', (_name, eventName, event, trusted) => {
  expect(trustedEvent(createContext({ GITHUB_EVENT_NAME: eventName }, event))).toBe(trusted)
})
