import { asPromoError, parseJson } from '@promo/core'
import { dispatchInputs } from './dispatch-inputs.ts'
import type { RunnerHost } from './host.ts'
import { isJsonObject, type JsonObject } from './json-object.ts'
import { readSource } from './sources.ts'
import { readWorkflow } from './workflow-file.ts'

export interface DispatchedFile {
  readonly repository: string
  readonly commit: string
  readonly ref: string
  readonly path: string
  readonly inputs: Readonly<Record<string, unknown>>
}

/** What GitHub's API says against starting this file by hand: `missing` for none, else the message of its 422. */
export async function dispatchRefusal(
  host: RunnerHost,
  file: DispatchedFile,
): Promise<'missing' | { readonly message: string } | undefined> {
  const { repository, commit, path } = file
  const branch = `refs/heads/${host.repository(repository)?.defaultBranch ?? ''}`
  const main = await host.resolveCommit(repository, branch)
  // Only the default branch gives a file the id it is started by.
  if (main === undefined || (await host.readFile(repository, main, path)) === undefined) return 'missing'
  if ((await host.readFile(repository, commit, path)) === undefined) return 'missing'
  try {
    const workflow = await readWorkflow(await readSource(host, file, path))
    if (workflow.events.workflow_dispatch === undefined) {
      return { message: "Workflow does not have 'workflow_dispatch' trigger" }
    }
    dispatchInputs(workflow, { inputs: asJson(file.inputs) })
    return undefined
  } catch (error) {
    return { message: asPromoError(error).message }
  }
}

function asJson(inputs: DispatchedFile['inputs']): JsonObject {
  const value = parseJson(JSON.stringify(inputs))
  return isJsonObject(value) ? value : {}
}
