import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import type { EventsConfig } from '@actions/workflow-parser/model/workflow-template'
import { runnerError } from './errors.ts'
import type { MappingToken } from './templates.ts'
import { isMapping } from '@actions/workflow-parser/templates/tokens/type-guards'
import type { SourceFile } from './sources.ts'

/** A workflow file that GitHub's parser accepts. */
export interface WorkflowFile {
  readonly source: SourceFile
  readonly root: MappingToken
  readonly events: EventsConfig
}

/** Gives the text behind a `uses:` of a job, so that GitHub's parser checks inputs and secrets of the call. */
export type ReadCalled = (reference: string) => Promise<string>

const noCalls: ReadCalled = async (reference) => {
  throw runnerError('workflow-missing', { reference }, `no file for ${reference}`)
}

/** Parses and checks with GitHub's own parser. Throws `workflow-invalid` with every fault GitHub would print. */
export async function readWorkflow(source: SourceFile, readCalled: ReadCalled = noCalls): Promise<WorkflowFile> {
  const { context, value } = parseWorkflow({ name: source.path, content: source.text }, new NoOperationTraceWriter())
  if (value === undefined) throw invalid(source, context.errors.getErrors())
  const provider = {
    getFileContent: async (reference: Parameters<typeof identify>[0]) => {
      const name = identify(reference)
      return { name, content: await readCalled(name) }
    },
  }
  const template = await convertWorkflowTemplate(context, value, provider, {
    maxReusableWorkflowDepth: 10,
    fetchReusableWorkflowDepth: readCalled === noCalls ? 0 : 1,
  })
  const errors = context.errors.getErrors()
  if (errors.length > 0 || !isMapping(value)) throw invalid(source, errors)
  return { source, root: value, events: template.events }
}

interface Reference {
  readonly path: string
  readonly owner?: string
  readonly repository?: string
  readonly version?: string
}

/** `./path` for a file of the same commit, else `owner/repo/path@ref`. */
function identify(reference: Reference): string {
  const { owner, repository, path, version } = reference
  return owner === undefined ? `./${path}` : `${owner}/${repository ?? ''}/${path}@${version ?? ''}`
}

function invalid(source: SourceFile, errors: readonly { readonly message: string }[]): Error {
  const messages = [...new Set(errors.map((error) => error.message))]
  return runnerError(
    'workflow-invalid',
    { repository: source.repository, commit: source.commit, path: source.path, errors: messages },
    `Invalid workflow file ${source.path}: ${messages.join('; ')}`,
  )
}
