import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cliError } from '../errors.ts'
import { copyExample } from './files.ts'
import { pushFirst, type GitRequest } from './git.ts'
import type { Refusal } from './propose.ts'
import { jobOf, refusalOfStep } from './step-refusal.ts'
import { TRIVY_DATABASE } from './databases.ts'
import { BOOKSTORE, type Scene } from './scene.ts'
import { ROOT } from '../repository-root.ts'

export const DIRTY = 'your-org/bookstore-dirty'

const LEG = {
  leg: 'payments-worker',
  image: 'ghcr.io/your-org/bookstore-dirty-payments-worker',
  builder: 'layout',
  command: ['node', '../build-layout.mjs', 'out/oci', 'linux/amd64'],
  layout: 'app/payments-worker/out/oci',
  context: 'app/payments-worker',
  platforms: ['linux/amd64'],
  environments: [],
}

const WORKFLOW = `name: dirty
on: { push: { branches: [main] } }
permissions: {}
jobs:
  source:
    runs-on: ubuntu-24.04
    permissions: { contents: read }
    outputs: { code: '\${{ steps.scan.outputs.failure-code }}' }
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with: { fetch-depth: 0 }
      - id: scan
        uses: org/promo/scan-gate@v1
        with: { scanners: 'gitleaks,trivy', tool-directory: '\${{ vars.PROMO_TOOL_DIRECTORY }}', database: '${TRIVY_DATABASE}' }
  leg:
    permissions: { contents: read, packages: write, id-token: write }
    uses: org/promo/.github/workflows/leg.yml@v1
    with:
      leg: '${JSON.stringify(LEG)}'
      trusted-root: \${{ vars.PROMO_TRUSTED_ROOT }}
      tool-directory: \${{ vars.PROMO_TOOL_DIRECTORY }}
      database: '${TRIVY_DATABASE}'
`

/** Pushes the bookstore with everything wrong that the example's dirty half has; its runs go on beside the story. */
export async function pushDirty(scene: Scene): Promise<void> {
  const { sandbox, directory, developer, bookstore } = scene
  const { github } = sandbox
  await github.createRepository({ fullName: DIRTY, collaborators: { [developer.login]: 'write' } })
  for (const [name, value] of Object.entries(github.settings(BOOKSTORE).variables))
    github.setVariable(DIRTY, name, value)
  const work: GitRequest = { ...bookstore, directory: join(directory, 'work', 'dirty') }
  mkdirSync(work.directory, { recursive: true })
  copyExample('bookstore', work.directory)
  rmSync(join(work.directory, '.github'), { recursive: true })
  cpSync(join(ROOT, 'workflows-examples', 'bookstore-dirty'), work.directory, { recursive: true })
  mkdirSync(join(work.directory, '.github', 'workflows'), { recursive: true })
  writeFileSync(join(work.directory, '.github', 'workflows', 'dirty.yml'), WORKFLOW)
  await pushFirst(work, DIRTY)
}

/** How the source gate and the image scan refused it. */
export function refusedDirt({ sandbox }: Scene): readonly Refusal[] {
  const { runs } = sandbox.runner
  const source = jobOf(runs, 'dirty', 'source')
  const inspect = jobOf(runs, 'dirty', 'inspect')
  return [
    refusalOfScan('sources with vulnerable packages and open ports', source),
    refusalOfScan('an image with a vulnerable package', inspect),
  ]
}

function refusalOfScan(scenario: string, job: ReturnType<typeof jobOf>): Refusal {
  const step = job.steps.find(({ conclusion }) => conclusion === 'failure')
  if (step === undefined) throw cliError('demo-failed', { job: job.name }, `${job.name} found nothing: ${scenario}`)
  return refusalOfStep(scenario, job, 'scan-findings-reported', step)
}
