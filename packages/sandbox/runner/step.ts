import { child, literal, type TemplateToken } from './templates.ts'

/** One entry of `steps:`, its keys not yet evaluated. */
export interface Step {
  readonly token: TemplateToken
  readonly id: string | undefined
  readonly name: TemplateToken | undefined
  readonly condition: TemplateToken | undefined
  readonly env: TemplateToken | undefined
  readonly uses: string | undefined
  readonly with: TemplateToken | undefined
  readonly run: TemplateToken | undefined
  readonly shell: TemplateToken | undefined
  readonly workingDirectory: TemplateToken | undefined
  readonly continueOnError: TemplateToken | undefined
  readonly timeoutMinutes: TemplateToken | undefined
}

export function readStep(token: TemplateToken): Step {
  return {
    token,
    id: literal(child(token, 'id')),
    name: child(token, 'name'),
    condition: child(token, 'if'),
    env: child(token, 'env'),
    uses: literal(child(token, 'uses')),
    with: child(token, 'with'),
    run: child(token, 'run'),
    shell: child(token, 'shell'),
    workingDirectory: child(token, 'working-directory'),
    continueOnError: child(token, 'continue-on-error'),
    timeoutMinutes: child(token, 'timeout-minutes'),
  }
}

/** GITHUB_ACTION: the id, else `__run` or `__owner_repo`. */
export function actionName(step: Step): string {
  if (step.id !== undefined) return step.id
  if (step.uses === undefined) return '__run'
  return `__${step.uses.split('@')[0]?.replaceAll(/[^A-Za-z0-9]+/g, '_') ?? 'self'}`
}
