import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fakeClock, type FakeClock } from '@promo/core/testing'
import type { Handler } from '../../network/index.ts'
import { createSandboxGitHub } from '../github.ts'
import type { Account, RepositoryEvent, RepositoryOptions, RepositoryView, SandboxGitHub } from '../types.ts'
import { apiClient, type ApiClient } from './client.ts'
import { createContract } from './contract.ts'

export interface TestGitHub {
  readonly github: SandboxGitHub
  readonly clock: FakeClock
  readonly events: RepositoryEvent[]
  readonly owner: Account & { readonly token: string }
  readonly repository: RepositoryView
  /** First commit of `main`. */
  readonly head: string
  /** api.github.com, held against the contract. */
  readonly rest: Handler
  /** The REST API as the owner. */
  readonly api: ApiClient
  as(token: string): ApiClient
  close(): Promise<void>
}

/** A sandbox GitHub with the repository `octo/shop` of a user `octo`, one commit in it. */
export async function aGitHub(options: Partial<RepositoryOptions> = {}): Promise<TestGitHub> {
  const directory = await mkdtemp(join(tmpdir(), 'promo-github-'))
  const clock = fakeClock()
  const events: RepositoryEvent[] = []
  const contract = createContract()
  const onEvent = (event: RepositoryEvent): void => {
    contract.holdEvent(event)
    events.push(event)
  }
  const github = createSandboxGitHub({ directory, clock, onEvent })
  const owner = github.createUser('octo')
  const repository = await github.createRepository({ fullName: 'octo/shop', ...options })
  const head = await github.commitFiles({
    repository: 'octo/shop',
    branch: 'main',
    message: 'Begin',
    actor: 'octo',
    files: { 'README.md': '# shop\n', 'overlays/dev/kustomization.yaml': 'images: []\n' },
  })
  events.length = 0
  const rest = contract.hold(github.handlers.get('api.github.com') ?? (async () => ({ status: 500 })))
  return {
    github,
    clock,
    events,
    owner,
    repository,
    head,
    rest,
    api: apiClient(rest, `Bearer ${owner.token}`),
    as: (token) => apiClient(rest, `Bearer ${token}`),
    close: async () => {
      await rm(directory, { recursive: true, force: true })
      contract.assertKept()
    },
  }
}
