import type { ActionInstance, Machine } from './machine.ts'
import type { Step } from './step.ts'
import type { StepScope } from './step-scope.ts'
import { parseUses } from './uses.ts'

/** The action of a step, loaded once, so that its pre, main and post share their state. */
export async function instanceOf(
  step: Step,
  scope: Pick<StepScope, 'from'>,
  machine: Machine,
): Promise<ActionInstance> {
  const known = machine.instances.get(step.token)
  if (known !== undefined) return known
  const uses = parseUses(step.uses ?? '')
  const action =
    uses.kind === 'local'
      ? await machine.actions.loadLocal(uses.path, machine.directories.workspace, scope.from)
      : await machine.actions.load(uses, scope.from)
  const instance = { action, state: new Map<string, string>() }
  machine.instances.set(step.token, instance)
  return instance
}
