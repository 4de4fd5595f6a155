import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRegistryClient, type RegistryClient } from '@promo/registry'
import { httpOver } from '@promo/registry/testing'
import { startSandbox, type Sandbox } from '@promo/sandbox'
import { spawnAction, type ActionEnd } from '../actions/spawn-action.ts'
import { createTrustBench, JUDGED_AT, trustRows, type SignedRow } from './trust-rows.ts'

jest.setTimeout(60_000)

const CONFIGURATION = 'your-org/bookstore-config'
const bench = await createTrustBench()
const directory = mkdtempSync(join(tmpdir(), 'promo-trust-table-'))
let sandbox: Sandbox
let registry: RegistryClient
let token: string
let id: number

beforeAll(async () => {
  sandbox = await startSandbox({ directory })
  sandbox.github.createUser('keeper')
  ;({ id } = await sandbox.github.createRepository({ fullName: CONFIGURATION, collaborators: { keeper: 'write' } }))
  const tokenFor = (packages: 'read' | 'write'): string =>
    sandbox.github.issueJobToken({ repository: CONFIGURATION, permissions: { contents: 'read', packages }, runId: 1 })
  token = tokenFor('read')
  const password = tokenFor('write')
  const credentials = { find: async () => ({ kind: 'basic', username: 'keeper', password }) as const }
  registry = createRegistryClient({ http: httpOver({ 'ghcr.io': sandbox.registry.handler }), credentials })
})
afterAll(async () => {
  await sandbox.close()
  rmSync(directory, { recursive: true, force: true })
})

/** The committed action in a job of the configuration repository, whose default branch has the trust file of the row. */
async function judge({ image, files }: SignedRow): Promise<ActionEnd> {
  const commit = { repository: CONFIGURATION, branch: 'main', message: 'Trust', actor: 'keeper', files }
  const sha = await sandbox.github.commitFiles(commit)
  return spawnAction('verify-evidence', {
    inputs: {
      images: `${image.name}@${image.digest}`,
      environment: 'dev',
      'at-time': JUDGED_AT.toISOString(),
      'trusted-root': bench.sigstore.trustedRoot,
      token,
    },
    variables: {
      ...sandbox.network.environment,
      GITHUB_REPOSITORY: CONFIGURATION,
      GITHUB_REPOSITORY_ID: String(id),
      GITHUB_REPOSITORY_OWNER: 'your-org',
      GITHUB_SHA: sha,
    },
    event: { repository: { id, full_name: CONFIGURATION, visibility: 'public', default_branch: 'main' } },
    loopbackOnly: true,
  })
}

test.each(trustRows())('verify-evidence as the runner starts it: $table, $name: $verdict', async (row) => {
  const { code, outputs, log } = await judge(await row.sign(bench, registry))
  const failed = JSON.parse(outputs.get('failed-rules') ?? '[]') as readonly { readonly code: string }[]
  const passes = row.verdict === 'pass'
  expect({ log: passes === (code === 0) ? '' : log, exit: code, failed: failed.map((rule) => rule.code) }).toEqual({
    log: '',
    exit: passes ? 0 : 1,
    failed: passes ? [] : [row.verdict],
  })
  expect([outputs.get('outcome'), outputs.get('failure-code')]).toEqual(
    passes ? ['pass', ''] : ['findings', row.verdict],
  )
})
