import type { PlannedJob, PlannedWorkflow } from '@promo/sandbox'
import { PROMO } from '../promo-files.ts'
import { ROOT } from '../repository-root.ts'
import { loadSandbox } from './load-sandbox.ts'
import { parseRepository } from './options.ts'
import { workflowPath } from './run.ts'

export interface PlanOptions {
  readonly repository: string
  /** Further folders that the workflow calls. */
  readonly with?: readonly string[]
  readonly json?: boolean
}

/** Prints the job graph of a workflow and of all that it calls; nothing runs. */
export async function sandboxPlan(file: string, options: PlanOptions): Promise<number> {
  const repository = parseRepository(options.repository)
  const workflow = workflowPath(repository, file)
  const others = (options.with ?? []).map(parseRepository)
  const { planWorkflow } = await loadSandbox()
  const folders = [...others, repository].map(({ name, directory }) => [name, directory] as const)
  const plan = await planWorkflow({
    repositories: new Map([[PROMO, ROOT], ...folders]),
    repository: repository.name,
    workflow,
  })
  if (options.json === true) process.stdout.write(`${JSON.stringify(plan, null, 2)}\n`)
  else process.stdout.write(`${plan.name}: on ${plan.on.join(', ')}\n${tree(plan, '  ').join('\n')}\n`)
  for (const event of plan.unsupported) process.stderr.write(`warning: the sandbox never causes '${event}'\n`)
  return 0
}

function tree(workflow: PlannedWorkflow, indent: string): readonly string[] {
  return workflow.jobs.flatMap((job) => [
    `${indent}${job.id}${describe(job)}`,
    ...(job.calls === undefined ? [] : tree(job.calls, `${indent}  `)),
  ])
}

function describe({ needs, matrix, permissions, uses }: PlannedJob): string {
  const granted = Object.entries(permissions).map(([name, access]) => `${name}:${access}`)
  const legs =
    typeof matrix === 'string' ? 'matrix at run time' : matrix === undefined ? '' : `${String(matrix.length)} legs`
  const parts = [needs.length === 0 ? '' : `after ${needs.join(', ')}`, legs, uses ?? '', granted.join(' ')]
  return parts
    .filter((part) => part !== '')
    .map((part) => `  ${part}`)
    .join('')
}
