import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { apiClient } from '../testing/client.ts'
import { appJwt, appToken, branchWith, openPull } from '../testing/scenes.ts'
import { aGitHub, type TestGitHub } from '../testing/world.ts'

let world: TestGitHub
beforeEach(async () => {
  world = await aGitHub()
})
afterEach(() => world.close())

const REPO = '/repos/octo/shop'

describe('checks and rules', () => {
  test('merges only when the check run of the right App is green', async () => {
    const { token, appId } = await appToken(world, { checks: 'write', 'pull-requests': 'write', contents: 'write' })
    const other = await appToken(world, { checks: 'write' })
    world.github.protectBranch('octo/shop', 'main', {
      pullRequestRequired: true,
      requiredChecks: [{ name: 'promo gate', appId }],
    })
    const sha = await branchWith(world, 'topic', 'a.txt', 'one')
    const number = await openPull(world)
    const check = (as: string, conclusion: string) =>
      world.as(as)(`POST ${REPO}/check-runs`, {
        name: 'promo gate',
        head_sha: sha,
        status: 'completed',
        conclusion,
        output: { title: 'T', summary: 'S' },
      })
    const merge = () => world.api(`PUT ${REPO}/pulls/${number}/merge`, {})
    const expected = { status: 405, body: { message: 'Required status check "promo gate" is expected.' } }
    expect(await merge()).toMatchObject(expected)
    await check(other.token, 'success')
    expect(await merge()).toMatchObject(expected)
    await check(token, 'failure')
    expect(await world.api(`GET ${REPO}/pulls/${number}`)).toMatchObject({ body: { mergeable_state: 'blocked' } })
    expect(await merge()).toMatchObject(expected)
    expect(await check(token, 'success')).toMatchObject({ status: 201, body: { app: { id: appId } } })
    const listed = await world.api(`GET ${REPO}/commits/topic/check-runs?check_name=promo%20gate&app_id=${appId}`)
    expect(listed.body).toMatchObject({ total_count: 1, check_runs: [{ conclusion: 'success' }] })
    expect(await merge()).toMatchObject({ status: 200 })
  })

  test('lets only the App that made a check run change it', async () => {
    const { token } = await appToken(world, { checks: 'write' })
    const other = await appToken(world, { checks: 'write' })
    const made = await world.as(token)(`POST ${REPO}/check-runs`, { name: 'x', head_sha: world.head })
    const { id } = made.body as { id: number }
    const complete = (as: string) => world.as(as)(`PATCH ${REPO}/check-runs/${id}`, { conclusion: 'neutral' })
    expect(await complete(other.token)).toMatchObject({ status: 403 })
    expect(await complete(token)).toMatchObject({ status: 200, body: { status: 'completed' } })
    expect(await world.api(`GET ${REPO}/check-runs/${id}`)).toMatchObject({ status: 200 })
    const byUser = await world.api(`POST ${REPO}/check-runs`, { name: 'x', head_sha: world.head })
    expect(byUser).toMatchObject({ status: 403 })
  })

  test('holds tokens to their permissions, their hour and their repositories', async () => {
    const { token } = await appToken(world, { contents: 'read' })
    await world.github.createRepository({ fullName: 'octo/secret', visibility: 'private' })
    const create = () => world.as(token)(`POST ${REPO}/git/refs`, { ref: 'refs/heads/x', sha: world.head })
    expect(await create()).toMatchObject({
      status: 403,
      body: { message: 'Resource not accessible by integration' },
    })
    expect(await world.as(token)('GET /repos/octo/secret')).toMatchObject({ status: 404 })
    expect(await world.as(token)('GET /installation/repositories')).toMatchObject({ body: { total_count: 1 } })
    world.clock.advance(3_600_001)
    expect(await world.as(token)(`GET ${REPO}`)).toMatchObject({ status: 401 })
  })

  test('revokes an installation token at its own wish', async () => {
    const { token } = await appToken(world, { contents: 'read' })
    expect(await world.as(token)('DELETE /installation/token')).toMatchObject({ status: 204 })
    expect(await world.as(token)(`GET ${REPO}`)).toMatchObject({ status: 401 })
  })

  test('refuses an App JWT that is signed by another key or lives too long', async () => {
    const one = world.github.createApp({ slug: 'one', permissions: {} })
    const two = world.github.createApp({ slug: 'two', permissions: {} })
    const forged = await appJwt(world, one.appId, two.privateKey)
    expect(await world.as(forged)('GET /app')).toMatchObject({
      status: 401,
      body: { message: 'A JSON web token could not be decoded' },
    })
    const early = await appJwt(world, one.appId, one.privateKey, 3600)
    expect(await world.as(early)('GET /app')).toMatchObject({ status: 401 })
  })

  test('tells the rules of a branch to anyone who reads, its protection to administrators', async () => {
    world.github.protectBranch('octo/shop', 'main', { requiredChecks: [{ name: 'promo gate', appId: 7 }] })
    const rules = await apiClient(world.rest)(`GET ${REPO}/rules/branches/main`)
    expect(rules.body).toMatchObject([
      {
        type: 'required_status_checks',
        parameters: { required_status_checks: [{ context: 'promo gate', integration_id: 7 }] },
      },
    ])
    const protection = await world.api(`GET ${REPO}/branches/main/protection`)
    expect(protection.body).toMatchObject({ required_status_checks: { checks: [{ app_id: 7 }] } })
    expect(await world.api(`GET ${REPO}/branches`)).toMatchObject({ body: [{ name: 'main', protected: true }] })
    expect(await world.api(`GET ${REPO}/rules/branches/other`)).toMatchObject({ body: [] })
  })

  test('refuses a direct change of a protected branch over REST too', async () => {
    const sha = await branchWith(world, 'topic', 'a.txt', 'one')
    world.github.protectBranch('octo/shop', 'main', { pullRequestRequired: true })
    const moved = await world.api(`PATCH ${REPO}/git/refs/heads/main`, { sha })
    expect(moved.status).toBe(422)
    expect((moved.body as { message: string }).message).toMatch(/Changes must be made through a pull request/)
  })

  test('combines commit statuses', async () => {
    const post = (state: string) => world.api(`POST ${REPO}/statuses/${world.head}`, { state, context: 'ci' })
    expect(await post('failure')).toMatchObject({ status: 201 })
    await post('success')
    expect(await world.api(`GET ${REPO}/commits/main/status`)).toMatchObject({ body: { state: 'success' } })
    expect(await world.api(`GET ${REPO}/commits/main/statuses`)).toMatchObject({ body: [{}, {}] })
  })
})
