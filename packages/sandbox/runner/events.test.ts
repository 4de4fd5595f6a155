import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { APP, jobOf, openBench, pushEvent, workflow, type Bench } from './testing.ts'
import { dispatchRefusal } from './dispatch-refusal.ts'
import type { RunnerEvent } from './host.ts'

let bench: Bench
beforeEach(async () => {
  bench = await openBench()
})
afterEach(() => bench.close())

const echo = (on: string, line = 'true'): string => `
on: ${on}
permissions: { contents: write, id-token: write }
jobs: { one: { runs-on: ubuntu-latest, steps: [{ run: '${line}' }] } }
`

function pullRequestEvent(merge: string, headRepositoryId: number, over: Partial<RunnerEvent> = {}): RunnerEvent {
  const head = { ref: 'feature', sha: merge, repo: { id: headRepositoryId } }
  return {
    ...pushEvent(merge),
    name: 'pull_request',
    action: 'opened',
    ref: 'refs/pull/7/merge',
    payload: { action: 'opened', number: 7, pull_request: { head, base: { ref: 'main' } } },
    pullRequest: { baseRef: 'main', baseSha: merge, mergeSha: merge },
    ...over,
  }
}

const started = (): readonly string[] => bench.runner.runs.map((run) => `${run.event} ${run.path.slice(18)} ${run.ref}`)

describe('a push', () => {
  test('starts the workflows whose filters match', async () => {
    bench.host.changed = ['docs/a.md']
    await bench.push({
      ...workflow(echo('push'), 'all.yml'),
      ...workflow(echo('{ push: { branches: [release/**] } }'), 'release.yml'),
      ...workflow(echo('{ push: { paths: [src/**] } }'), 'src.yml'),
      ...workflow(echo('{ push: { paths-ignore: ["*.txt"], branches: [main] } }'), 'docs.yml'),
      ...workflow(echo('{ push: { tags: [v*] } }'), 'tags.yml'),
      ...workflow(echo('pull_request'), 'pull.yml'),
    })
    expect(started()).toEqual(['push all.yml refs/heads/main', 'push docs.yml refs/heads/main'])
  })

  test('starts nothing when its head commit says so, or when a job’s token made it', async () => {
    const sha = bench.host.commit(APP, workflow(echo('push')))
    bench.runner.dispatch(pushEvent(sha, { byJobToken: true }))
    bench.host.message = 'bump\n\n[skip ci]'
    bench.runner.dispatch(pushEvent(sha))
    await bench.runner.idle()
    expect(started()).toEqual([])
  })
})

describe('a pull request', () => {
  test('runs the merge commit for pull_request and the default branch for pull_request_target', async () => {
    const main = bench.host.commit(APP, workflow(echo('[pull_request, pull_request_target]')))
    const merge = bench.host.commit(APP, workflow(echo('[pull_request, pull_request_target]'), 'head.yml'))
    const restored = bench.host.commit(APP, workflow(echo('[pull_request, pull_request_target]')))
    expect(restored).not.toBe(main)
    bench.runner.dispatch(pullRequestEvent(merge, 1000))
    await bench.runner.idle()
    expect(started().toSorted()).toEqual([
      'pull_request head.yml refs/pull/7/merge',
      'pull_request_target ci.yml refs/heads/main',
    ])
    const target = bench.runner.runs.find((run) => run.event === 'pull_request_target')
    expect(target).toMatchObject({ sha: restored, headSha: merge, headBranch: 'feature' })
  })

  test('from a fork gets no secrets, a token that only reads and no identity', async () => {
    bench.host.repositorySecrets['KEY'] = 'very-secret'
    const merge = bench.host.commit(APP, workflow(echo('pull_request', 'echo "[${{ secrets.KEY }}]"')))
    bench.runner.dispatch(pullRequestEvent(merge, 4242))
    await bench.runner.idle()
    const run = bench.runner.runs[0]!
    expect(jobOf(run, 'one').steps[1]?.log).toContain('[]')
    expect(bench.host.tokens[0]?.permissions).toEqual({ contents: 'read' })
    expect(bench.claims).toEqual([])
  })

  test('by a job’s token waits for approval', async () => {
    const merge = bench.host.commit(APP, workflow(echo('pull_request')))
    bench.runner.dispatch(pullRequestEvent(merge, 1000, { byJobToken: true }))
    await bench.runner.idle()
    const [waiting] = bench.runner.runs
    expect(waiting).toMatchObject({ status: 'action_required', jobs: [] })
    expect(await bench.runner.approve(waiting!.id)).toMatchObject({ conclusion: 'success', attempt: 1 })
  })
})

describe('a dispatch', () => {
  test('starts the named file with typed inputs over its defaults', async () => {
    const on =
      '{ workflow_dispatch: { inputs: { loud: { type: boolean, default: true }, who: { type: string, required: true } } } }'
    const files = {
      ...workflow(echo(on, 'echo ${{ inputs.who }} ${{ inputs.loud && 1 }}')),
      ...workflow(echo('workflow_dispatch'), 'b.yml'),
    }
    const sha = bench.host.commit(APP, files)
    bench.runner.dispatch(
      pushEvent(sha, { name: 'workflow_dispatch', payload: { workflow: 'ci.yml', inputs: { who: 'ada' } } }),
    )
    await bench.runner.idle()
    expect(bench.runner.runs).toHaveLength(1)
    expect(jobOf(bench.runner.runs[0]!, 'one').steps[1]?.log).toContain('ada 1')
  })
})

describe('another event', () => {
  const about = (name: string, sha: string, over: Partial<RunnerEvent> = {}): RunnerEvent =>
    pushEvent(sha, { name, byJobToken: true, ...over })

  test('repository_dispatch starts by its type, also when a job’s token sent it', async () => {
    const sha = bench.host.commit(APP, {
      ...workflow(
        echo('{ repository_dispatch: { types: [built] } }', 'echo ${{ github.event.client_payload.n }}'),
        'a.yml',
      ),
      ...workflow(echo('{ repository_dispatch: }'), 'b.yml'),
      ...workflow(echo('{ repository_dispatch: { types: [other] } }'), 'c.yml'),
    })
    const payload = { action: 'built', client_payload: { n: 7 } }
    bench.runner.dispatch(about('repository_dispatch', sha, { action: 'built', payload }))
    await bench.runner.idle()
    expect(started()).toEqual([
      'repository_dispatch a.yml refs/heads/main',
      'repository_dispatch b.yml refs/heads/main',
    ])
    expect(jobOf(bench.runner.runs[0]!, 'one').steps[1]?.log).toContain('7')
  })

  test('merge_group starts for the branch that the group lands in, and schedule the file it names', async () => {
    const sha = bench.host.commit(APP, {
      ...workflow(echo('{ merge_group: { branches: [main] } }'), 'a.yml'),
      ...workflow(echo('{ merge_group: { branches: [release] } }'), 'b.yml'),
      ...workflow(echo('{ schedule: [{ cron: 0 5 * * * }] }'), 'c.yml'),
      ...workflow(echo('{ schedule: [{ cron: 0 5 * * * }] }'), 'd.yml'),
    })
    const ref = 'refs/heads/gh-readonly-queue/main/pr-1-0'
    const payload = { merge_group: { base_ref: 'refs/heads/main' } }
    bench.runner.dispatch(about('merge_group', sha, { action: 'checks_requested', ref, payload, byJobToken: false }))
    bench.runner.dispatch(about('merge_group', sha, { action: 'destroyed', ref, payload, byJobToken: false }))
    const schedule = { schedule: '0 5 * * *', workflow: '.github/workflows/c.yml' }
    bench.runner.dispatch(about('schedule', sha, { payload: schedule, byJobToken: false }))
    await bench.runner.idle()
    expect(started().toSorted()).toEqual([`merge_group a.yml ${ref}`, 'schedule c.yml refs/heads/main'])
  })

  test.each([
    [{ workflow: 'ci.yml', inputs: { who: 'ada', what: 'x' } }, 'Unexpected inputs provided: ["what"]'],
    [{ workflow: 'ci.yml', inputs: {} }, "Required input 'who' not provided"],
    [{ workflow: 'ci.yml', inputs: { who: 'bob' } }, 'not in the list of allowed values'],
    [{ workflow: 'ci.yml', inputs: { who: 'ada', n: 'x' } }, 'is not a number'],
    [{ workflow: 'push.yml', inputs: {} }, "Workflow does not have 'workflow_dispatch' trigger"],
  ])('a dispatch of %j is refused', async ({ workflow: file, inputs }, message) => {
    const on =
      '{ workflow_dispatch: { inputs: { who: { type: choice, options: [ada], required: true }, n: { type: number } } } }'
    const commit = bench.host.commit(APP, { ...workflow(echo(on)), ...workflow(echo('push'), 'push.yml') })
    const asked = { repository: APP, commit, ref: 'refs/heads/main', path: `.github/workflows/${file}`, inputs }
    expect(await dispatchRefusal(bench.host, asked)).toMatchObject({ message: expect.stringContaining(message) })
    expect(await dispatchRefusal(bench.host, { ...asked, path: '.github/workflows/none.yml' })).toBe('missing')
  })
})

test('an event the sandbox does not emulate fails the workflows that listen to it', async () => {
  const sha = bench.host.commit(APP, workflow(echo('[issues, push]')))
  bench.runner.dispatch(pushEvent(sha, { name: 'issues' }))
  await bench.runner.idle()
  expect(bench.runner.runs[0]).toMatchObject({ conclusion: 'failure', jobs: [] })
  expect(bench.runner.runs[0]?.error).toContain("'issues'")
})
