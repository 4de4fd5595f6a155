import { ensureStatusFunction } from '@actions/workflow-parser/model/converter/if-condition'
import { isBasicExpression } from '@actions/workflow-parser/templates/tokens/type-guards'
import { evaluateTruth, type Scope } from './expressions.ts'
import { literal, type TemplateToken } from './templates.ts'

/**
 * Whether a job or step with this `if:` runs. No `if`, or one without a status function, also wants success().
 * The rule is GitHub's own code (workflow-parser, if-condition).
 */
export function conditionHolds(token: TemplateToken | undefined, scope: Scope): boolean {
  return token === undefined ? evaluateTruth('success()', scope) : evaluateTruth(conditionOf(token), scope)
}

function conditionOf(token: TemplateToken): string {
  const written = isBasicExpression(token) ? token.expression : (literal(token) ?? '').trim()
  return written === '' ? 'success()' : ensureStatusFunction(written, token.definitionInfo)
}
