import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { aGitHub, branchWith, openPull, type TestGitHub } from './testing/index.ts'

const REPO = '/repos/octo/shop'
const ACTIONS = 15368

let world: TestGitHub
beforeEach(async () => {
  world = await aGitHub()
})
afterEach(() => world.close())

const names = (): readonly string[] =>
  world.events.map(({ name, action }) => `${name}${action === undefined ? '' : ` ${action}`}`)

describe('a dispatch', () => {
  test('tells of a repository_dispatch on the default branch, for who may write', async () => {
    const body = { event_type: 'image-built', client_payload: { digest: 'sha256:00' } }
    expect(await world.api(`POST ${REPO}/dispatches`, body)).toMatchObject({ status: 204 })
    expect(world.events[0]).toMatchObject({
      ...{ name: 'repository_dispatch', action: 'image-built', ref: 'refs/heads/main', sha: world.head },
      payload: {
        action: 'image-built',
        branch: 'main',
        client_payload: { digest: 'sha256:00' },
        sender: { login: 'octo' },
      },
    })
    const reader = world.github.issueJobToken({ repository: 'octo/shop', permissions: { contents: 'read' }, runId: 1 })
    expect(await world.as(reader)(`POST ${REPO}/dispatches`, body)).toMatchObject({ status: 403 })
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`k${index}`, 1]))
    for (const wrong of [
      { event_type: '' },
      { event_type: 'x'.repeat(101) },
      { event_type: 'a', client_payload: many },
    ])
      expect(await world.api(`POST ${REPO}/dispatches`, wrong)).toMatchObject({ status: 422 })
  })

  test('tells of a workflow_dispatch by file name, branch and inputs', async () => {
    const place = `POST ${REPO}/actions/workflows/ci.yml/dispatches`
    expect(await world.api(place, { ref: 'main', inputs: { loud: 'true' } })).toMatchObject({ status: 204 })
    expect(world.events[0]).toMatchObject({
      ...{ name: 'workflow_dispatch', ref: 'refs/heads/main', sha: world.head, byJobToken: false },
      payload: { workflow: '.github/workflows/ci.yml', inputs: { loud: 'true' }, ref: 'refs/heads/main' },
    })
    expect(await world.api(place, { ref: 'nowhere' })).toMatchObject({ status: 422 })
    expect(await world.api(place, { ref: 'main', return_run_details: true })).toMatchObject({ status: 422 })
  })
})

describe('a merge queue', () => {
  const rules = { mergeQueue: {}, requiredChecks: [{ name: 'test', appId: ACTIONS }] }

  async function queued(branch: string) {
    const head = await branchWith(world, branch, `${branch}.txt`, branch)
    report(head, 'success')
    const number = await openPull(world, branch)
    world.events.length = 0
    return { number, entry: await world.github.enqueuePullRequest('octo/shop', number, { actor: 'octo' }) }
  }

  let runs = 1
  function report(headSha: string, conclusion: 'success' | 'failure'): void {
    const [id, createdAt] = [(runs += 1), world.clock.now()]
    const about = { repository: 'octo/shop', id, number: id, attempt: 1, name: 'ci', path: '.github/workflows/ci.yml' }
    const state = { event: 'merge_group', headBranch: 'x', headSha, status: 'completed' as const, createdAt }
    world.github.reportRun({
      ...about,
      ...state,
      jobs: [{ id: 1000 + id, name: 'test', status: 'completed', conclusion }],
    })
  }

  /** The group's event, as soon as it is told. */
  async function group() {
    for (;;) {
      const event = world.events.find(({ name }) => name === 'merge_group')
      if (event !== undefined) return event
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  test('tries each pull request on top of its base, and lands what passed there', async () => {
    world.github.protectBranch('octo/shop', 'main', rules)
    const { number, entry } = await queued('topic')
    const event = await group()
    expect(event.ref).toBe(`refs/heads/gh-readonly-queue/main/pr-${number}-${world.head}`)
    expect(event.payload['merge_group']).toMatchObject({
      head_sha: event.sha,
      base_ref: 'refs/heads/main',
      base_sha: world.head,
    })
    expect(await world.api(`PUT ${REPO}/pulls/${number}/merge`, {})).toMatchObject({ status: 405 })
    report(event.sha, 'success')
    expect(await entry.ended).toEqual({ merged: event.sha })
    expect(await world.github.resolveCommit('octo/shop', 'main')).toBe(event.sha)
    expect(await world.github.resolveCommit('octo/shop', event.ref)).toBeUndefined()
    expect(names()).toEqual([
      'pull_request enqueued',
      'push',
      'merge_group checks_requested',
      'pull_request closed',
      'push',
    ])
  })

  test('takes out what failed, goes on with the next, and lets one leave', async () => {
    world.github.protectBranch('octo/shop', 'main', rules)
    const first = await queued('one')
    report((await group()).sha, 'failure')
    expect(await first.entry.ended).toEqual({ removed: 'CI_FAILURE' })
    expect(world.events.at(-1)).toMatchObject({ action: 'dequeued', payload: { reason: 'CI_FAILURE' } })
    const second = await queued('two')
    await group()
    second.entry.dequeue()
    expect(await second.entry.ended).toEqual({ removed: 'MANUAL' })
    expect(await world.github.resolveCommit('octo/shop', 'main')).toBe(world.head)
  })

  test('is refused where there is none', async () => {
    const number = await (async () => (await branchWith(world, 't', 'a', 'b'), openPull(world, 't')))()
    await expect(world.github.enqueuePullRequest('octo/shop', number, { actor: 'octo' })).rejects.toMatchObject({
      code: 'sandbox-merge-refused',
    })
  })
})
