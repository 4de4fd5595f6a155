import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import type { Handler, SandboxRequest, SandboxResponse } from '../../network/index.ts'
import { routes } from '../rest/routes.ts'
import type { RepositoryEvent } from '../types.ts'
import { routeTemplate } from '../rest/router.ts'
import { toJsonSchema } from './json-schema.ts'

interface Operation {
  readonly parameters?: readonly (Parameter | Reference)[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, Response | Reference>>
}
interface Parameter {
  readonly name: string
  readonly in: string
  readonly schema: Schema
}
interface Response {
  readonly content?: Content
}
interface Reference {
  readonly $ref: string
}
type Schema = Readonly<Record<string, unknown>>
type Content = Readonly<Record<string, { readonly schema: Schema }>>
interface Description {
  /** Schema of the payload by event and action: `push`, `pull-request-opened`. */
  readonly webhooks: Readonly<Record<string, Schema>>
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

const FILE = new URL('../openapi.json', import.meta.url)
const PLACE = 'https://api.github.com/description'
const description = JSON.parse(readFileSync(FILE, 'utf8')) as Description

const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false, logger: false })
addFormats.default(ajv)
// Bots have addresses that no grammar allows: `41898282+github-actions[bot]@users.noreply.github.com`.
ajv.addFormat('email', /@/)
ajv.addSchema({ $id: PLACE, components: toJsonSchema(description.components) as object })
const loose = new Ajv({ strict: false, coerceTypes: true, logger: false })
const compiled = new Map<unknown, ValidateFunction>()

export interface Contract {
  /** The same handler; every exchange is held against GitHub's published description. */
  hold(handler: Handler): Handler
  /** Holds the payload of an event against GitHub's webhook schema, where the description has one. */
  holdEvent(event: RepositoryEvent): void
  /** Throws when an exchange broke the contract: call it after each test, since a client may swallow what a handler throws. */
  assertKept(): void
  /** `METHOD /template` of every operation that was used. */
  readonly used: ReadonlySet<string>
}

export function createContract(): Contract {
  const broken: string[] = []
  const used = new Set<string>()
  return {
    used,
    hold: (handler) => async (request) => {
      const response = await handler(request)
      broken.push(...breaches(request, response, used))
      return response
    },
    holdEvent: ({ name, action, payload }) => {
      const webhook = [name.replaceAll('_', '-'), ...(action === undefined ? [] : [action])].join('-')
      const schema = description.webhooks[webhook]
      if (schema !== undefined) broken.push(...faults(schema, JSON.parse(JSON.stringify(payload)), webhook))
    },
    assertKept: () => {
      if (broken.length > 0) throw new Error(`GitHub's contract is broken:\n${broken.join('\n')}`)
    },
  }
}

function breaches(request: SandboxRequest, response: SandboxResponse, used: Set<string>): readonly string[] {
  const method = request.method
  const pathname = request.url.pathname.replace(/(.)\/$/, '$1')
  const template = routeTemplate(routes, method, pathname)
  if (template === undefined) return [`${method} ${pathname}: no such route`]
  const name = template.endsWith('/contents') ? `${template}/{path}` : template
  const operation = description.paths[name]?.[method.toLowerCase()]
  if (operation === undefined) return [`${method} ${name}: not in the description`]
  used.add(`${method} ${name}`)
  // A request that GitHub refuses may well be one that the description forbids.
  const asked =
    response.status >= 400 ? [] : [...queryFaults(operation, request.url), ...bodyFaults(operation, request)]
  return [...asked, ...responseFaults(operation, response)].map((fault) => `${method} ${name}: ${fault}`)
}

function queryFaults(operation: Operation, url: URL): readonly string[] {
  const known = (operation.parameters ?? []).map((one) => resolve<Parameter>(one)).filter((one) => one.in === 'query')
  return [...url.searchParams].flatMap(([name, value]) => {
    const parameter = known.find((one) => one.name === name)
    if (parameter === undefined) return [`unknown query parameter ${name}`]
    const schema = { type: 'object', properties: { [name]: toJsonSchema(parameter.schema) } }
    return loose.validate(schema, { [name]: value }) ? [] : [`query ${name}: ${loose.errorsText()}`]
  })
}

function bodyFaults(operation: Operation, request: SandboxRequest): readonly string[] {
  const schema = operation.requestBody?.content['application/json']?.schema
  if (schema === undefined) return []
  if (request.body.length === 0) return operation.requestBody?.required === true ? ['no request body'] : []
  const body = parse(request.body) as Readonly<Record<string, unknown>>
  return [...unknownFields(schema, body), ...faults(schema, body, 'request')]
}

/** The description lets unknown fields through; a misspelt one would be ignored by GitHub without a word. */
function unknownFields(schema: Schema, body: Readonly<Record<string, unknown>>): readonly string[] {
  const properties = schema['properties'] as object | undefined
  if (properties === undefined || schema['additionalProperties'] === true) return []
  return Object.keys(body).flatMap((name) => (name in properties ? [] : [`unknown request field ${name}`]))
}

function responseFaults(operation: Operation, response: SandboxResponse): readonly string[] {
  if (response.status === 304) return []
  const described = operation.responses[String(response.status)]
  if (response.status >= 400) return errorFaults(response)
  if (described === undefined) return [`status ${response.status} is not described`]
  const schema = resolve<Response>(described).content?.['application/json']?.schema
  if (schema === undefined || response.headers?.['content-type']?.startsWith('application/json') !== true) return []
  return faults(schema, parse(response.body), 'response')
}

/** Few operations describe their errors: all have a message, a documentation URL and the status as text. */
function errorFaults(response: SandboxResponse): readonly string[] {
  const body = parse(response.body) as Readonly<Record<string, unknown>>
  const complete = ['message', 'documentation_url', 'status'].every((name) => typeof body[name] === 'string')
  return complete ? [] : [`error ${response.status} without message, documentation_url and status`]
}

function faults(schema: Schema, value: unknown, what: string): readonly string[] {
  let validate = compiled.get(schema)
  if (validate === undefined) {
    validate = ajv.compile({ ...(toJsonSchema(schema, PLACE) as object) })
    compiled.set(schema, validate)
  }
  if (validate(value)) return []
  return [`${what} ${ajv.errorsText(validate.errors?.slice(0, 8) ?? [])}`]
}

function resolve<T extends object>(value: T | Reference): T {
  if (!('$ref' in value)) return value
  const [, , kind = '', name = ''] = value.$ref.split('/')
  return description.components[kind]?.[name] as T
}

function parse(body: Uint8Array | string | undefined): unknown {
  return JSON.parse(Buffer.from(body ?? '').toString('utf8'))
}
