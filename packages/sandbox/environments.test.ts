import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { results } from './runner/testing.ts'
import { startSandbox } from './sandbox.ts'

const WORKFLOW = `
on: push
permissions: {}
jobs:
  deploy:
    environment: prod
    runs-on: ubuntu-latest
    steps:
      - run: test "$KEY-$WHERE" = of-prod-eu
        env: { KEY: '\${{ secrets.KEY }}', WHERE: '\${{ vars.WHERE }}' }
`

test('an environment holds a job to its branches and reviewers, and gives it its secrets and variables', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'promo-environments-'))
  const sandbox = await startSandbox({ directory })
  const { github, runner } = sandbox
  try {
    github.createUser('ada')
    await github.createRepository({ fullName: 'acme/shop', visibility: 'public', collaborators: { ada: 'admin' } })
    github.setVariable('acme/shop', 'WHERE', 'nowhere')
    github.setEnvironment('acme/shop', {
      name: 'prod',
      branches: ['main'],
      reviewers: ['ada'],
      secrets: { KEY: 'of-prod' },
      variables: { WHERE: 'eu' },
    })
    const push = async (branch: string): Promise<void> => {
      const files = { '.github/workflows/deploy.yml': WORKFLOW, branch }
      await github.commitFiles({ repository: 'acme/shop', branch, message: 'start', actor: 'ada', files })
      await runner.idle()
    }
    await push('main')
    expect(github.runs('acme/shop').map(({ status }) => status)).toEqual(['waiting'])
    runner.reviewDeployment(runner.runs[0]!.id, { environment: 'prod', reviewer: 'ada' })
    await push('feature')
    expect(runner.runs.map(results)).toEqual([{ deploy: 'success' }, { deploy: 'failure' }])
  } finally {
    await sandbox.close()
    await rm(directory, { recursive: true, force: true })
  }
})
