import { data, Evaluator, Lexer, Parser } from '@actions/expressions'
import type { ExpressionData } from '@actions/expressions/data/expressiondata'
import type { FunctionDefinition } from '@actions/expressions/funcs/info'
import { TokenType, type Token } from '@actions/expressions/lexer'
import { falsy } from '@actions/expressions/result'
import type { JsonValue } from '@promo/core'
import { runnerError } from './errors.ts'
import { fromData, toData } from './expression-data.ts'
import { hashFiles } from './hash-files.ts'

/** What success(), failure(), cancelled() and always() answer at one place of a run. */
export interface StatusFunctions {
  readonly success: boolean
  readonly failure: boolean
  readonly cancelled: boolean
}

export type Contexts = Readonly<Record<string, JsonValue>>

/** What an expression may see. Contexts not named here read as null, as GitHub's parser has checked their use already. */
export interface Scope {
  readonly contexts: Contexts
  readonly status?: StatusFunctions
  /** Where `hashFiles` looks: there is a workspace in steps only. */
  readonly workspace?: string
}

const CONTEXT_NAMES = [
  ...['github', 'env', 'vars', 'secrets', 'needs', 'matrix', 'strategy', 'job', 'jobs'],
  ...['runner', 'steps', 'inputs'],
]

const UNKNOWN_STATUS: StatusFunctions = { success: true, failure: false, cancelled: false }

function functionsOf({ status = UNKNOWN_STATUS, workspace }: Scope): Map<string, FunctionDefinition> {
  const answers = { ...status, always: true }
  const functions = Object.entries(answers).map(([name, answer]): [string, FunctionDefinition] => [
    name,
    { name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(answer) },
  ])
  const ofFiles: FunctionDefinition = {
    name: 'hashFiles',
    minArgs: 1,
    maxArgs: 255,
    call: (...patterns) =>
      new data.StringData(
        workspace === undefined
          ? ''
          : hashFiles(
              workspace,
              patterns.map((each) => each.coerceString()),
            ),
      ),
  }
  return new Map([...functions, ['hashfiles', ofFiles]])
}

/** Only what the expression names is converted: an event payload is large. */
function visibleContexts(tokens: readonly { readonly lexeme: string }[], contexts: Contexts): data.Dictionary {
  const named = new Set(tokens.map((token) => token.lexeme.toLowerCase()))
  const pairs = CONTEXT_NAMES.map((key) => ({
    key,
    value: named.has(key) ? toData(contexts[key] ?? null) : new data.Null(),
  }))
  return new data.Dictionary(...pairs)
}

/** GitHub's lexer unescapes only the first `''` of a string; its service unescapes all. Any script with quotes has more. */
function unescaped(token: Token): Token {
  if (token.type !== TokenType.STRING) return token
  return { ...token, value: token.lexeme.slice(1, -1).replaceAll("''", "'") }
}

function evaluateData(expression: string, scope: Scope): ExpressionData {
  const functions = functionsOf(scope)
  try {
    const tokens = new Lexer(expression).lex().tokens.map(unescaped)
    const tree = new Parser(tokens, CONTEXT_NAMES, [...functions.values()]).parse()
    return new Evaluator(tree, visibleContexts(tokens, scope.contexts), functions).evaluate()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown reason'
    throw runnerError('expression-failed', { expression }, `The expression '${expression}' failed: ${reason}`, {
      cause,
    })
  }
}

/** Evaluates one expression (without its braces) with GitHub's engine; throws `expression-failed`. */
export function evaluate(expression: string, scope: Scope): JsonValue {
  return fromData(evaluateData(expression, scope))
}

/** The value as GitHub writes it into text: null is empty, numbers lose trailing zeros, objects are `Object`. */
export function evaluateText(expression: string, scope: Scope): string {
  return evaluateData(expression, scope).coerceString()
}

/** Truth of a condition that already holds a status function (see conditions.ts). */
export function evaluateTruth(expression: string, scope: Scope): boolean {
  return !falsy(evaluateData(expression, scope))
}
