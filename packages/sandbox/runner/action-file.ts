import { parseAction } from '@actions/workflow-parser/actions/action-parser'
import { NoOperationTraceWriter } from '@actions/workflow-parser'
import { runnerError } from './errors.ts'
import { child, entries, items, literal, type TemplateToken } from './templates.ts'

export interface ActionInput {
  readonly name: string
  readonly required: boolean
  readonly fallback: TemplateToken | undefined
}

interface NodeRuns {
  readonly kind: 'node'
  readonly main: string
  readonly pre: string | undefined
  readonly preIf: TemplateToken | undefined
  readonly post: string | undefined
  readonly postIf: TemplateToken | undefined
}

interface CompositeRuns {
  readonly kind: 'composite'
  readonly steps: readonly TemplateToken[]
  /** Output id → its `value`. */
  readonly outputs: readonly (readonly [string, TemplateToken | undefined])[]
}

export interface ActionFile {
  readonly name: string
  readonly inputs: readonly ActionInput[]
  readonly runs: NodeRuns | CompositeRuns
}

/** Reads an action.yml with GitHub's parser. Throws `workflow-invalid`, or `workflow-unsupported` for other than node24 and composite. */
export function readAction(path: string, text: string): ActionFile {
  const { context, value } = parseAction({ name: path, content: text }, new NoOperationTraceWriter())
  const errors = context.errors.getErrors().map((error) => error.message)
  if (value === undefined || errors.length > 0) {
    throw runnerError('workflow-invalid', { path, errors }, `Invalid action file ${path}: ${errors.join('; ')}`)
  }
  const runs = child(value, 'runs')
  return {
    name: literal(child(value, 'name')) ?? path,
    inputs: entries(child(value, 'inputs')).map(([name, definition]) => ({
      name,
      required: literal(child(definition, 'required')) === 'true',
      fallback: child(definition, 'default'),
    })),
    runs: readRuns(path, runs, child(value, 'outputs')),
  }
}

function readRuns(
  path: string,
  runs: TemplateToken | undefined,
  outputs: TemplateToken | undefined,
): ActionFile['runs'] {
  const using = literal(child(runs, 'using')) ?? 'nothing'
  if (using === 'composite') {
    const values = entries(outputs).map(([id, output]) => [id, child(output, 'value')] as const)
    return { kind: 'composite', steps: items(child(runs, 'steps')), outputs: values }
  }
  const main = literal(child(runs, 'main'))
  if (using !== 'node24' || main === undefined) {
    throw runnerError(
      'workflow-unsupported',
      { path, using },
      `${path}: the sandbox runs node24 and composite, not ${using}`,
    )
  }
  return {
    kind: 'node',
    main,
    pre: literal(child(runs, 'pre')),
    preIf: child(runs, 'pre-if'),
    post: literal(child(runs, 'post')),
    postIf: child(runs, 'post-if'),
  }
}
