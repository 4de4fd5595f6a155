import type { JsonValue } from '@promo/core'
import { runnerError } from './errors.ts'
import { isJsonArray, isJsonObject, type JsonObject } from './json-object.ts'

/** GitHub docs, "Usage limits": jobs one matrix may make. */
const MATRIX_LIMIT = 256

/**
 * Expands an evaluated `strategy.matrix`. Order and rules follow GitHub's docs ("Running variations of jobs"):
 * product of the vectors, minus `exclude`, then each `include` joins every combination whose original values it does not overwrite,
 * else stands for itself. Throws `workflow-invalid` with GitHub's words.
 */
export function expandMatrix(matrix: JsonValue): readonly JsonObject[] {
  if (!isJsonObject(matrix)) throw invalid('Matrix must be a mapping')
  const vectors = Object.entries(matrix).filter(([name]) => name !== 'include' && name !== 'exclude')
  const product = combine(vectors.map(([name, values]) => [name, vectorOf(name, values)] as const))
  const kept = product.filter((combination) => !objects(matrix['exclude']).some((rule) => matches(combination, rule)))
  const all = addIncludes(kept, objects(matrix['include']))
  if (all.length === 0) throw invalid('Matrix must define at least one vector')
  if (all.length > MATRIX_LIMIT) throw invalid(`The matrix expands to ${all.length} jobs; the limit is ${MATRIX_LIMIT}`)
  return all
}

function invalid(message: string): Error {
  return runnerError('workflow-invalid', {}, message)
}

function vectorOf(name: string, values: JsonValue): readonly JsonValue[] {
  if (!isJsonArray(values)) throw invalid(`Matrix vector '${name}' must be a sequence`)
  if (values.length === 0) throw invalid(`Matrix vector '${name}' does not contain any values`)
  return values
}

function combine(vectors: readonly (readonly [string, readonly JsonValue[]])[]): readonly JsonObject[] {
  if (vectors.length === 0) return []
  return vectors.reduce<readonly JsonObject[]>(
    (combinations, [name, values]) =>
      combinations.flatMap((combination) => values.map((value) => ({ ...combination, [name]: value }))),
    [{}],
  )
}

function objects(value: JsonValue | undefined): readonly JsonObject[] {
  return isJsonArray(value) ? value.filter(isJsonObject) : []
}

function addIncludes(original: readonly JsonObject[], includes: readonly JsonObject[]): readonly JsonObject[] {
  const combinations = original.map((values) => ({ values, extended: values }))
  const alone: JsonObject[] = []
  for (const include of includes) {
    const targets = combinations.filter(({ values }) =>
      Object.entries(include).every(([name, value]) => !(name in values) || same(values[name], value)),
    )
    for (const target of targets) target.extended = { ...target.extended, ...include }
    if (targets.length === 0) alone.push(include)
  }
  return [...combinations.map(({ extended }) => extended), ...alone]
}

/** A rule may name part of an object value: only what it names is compared. */
function matches(value: JsonValue | undefined, rule: JsonValue): boolean {
  if (!isJsonObject(rule)) return same(value, rule)
  return isJsonObject(value) && Object.entries(rule).every(([name, wanted]) => matches(value[name], wanted))
}

function same(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}

/** Long labels are cut where GitHub cuts the name of a job. */
const LABEL_LIMIT = 95

/** `(linux, 20)` behind a job's name: the scalar values of a combination, as GitHub shows them. */
export function matrixLabel(combination: JsonObject): string {
  const shown = Object.values(combination).flatMap(scalars)
  const text = shown.join(', ')
  if (text === '') return ''
  return text.length > LABEL_LIMIT ? ` (${text.slice(0, LABEL_LIMIT)}...)` : ` (${text})`
}

function scalars(value: JsonValue): readonly string[] {
  if (value === null) return []
  if (isJsonArray(value)) return value.flatMap(scalars)
  return isJsonObject(value) ? Object.values(value).flatMap(scalars) : [String(value)]
}
