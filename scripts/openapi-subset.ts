import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format } from 'prettier'
import { routes } from '@promo/sandbox/github/routes'

/**
 * Cuts the operations that the sandbox GitHub answers out of GitHub's published description:
 * `node scripts/openapi-subset.ts <directory of the unpacked @octokit/openapi package>`.
 * The package is 385 MB with all its variants: it is read once, and the subset is committed.
 */
type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type JsonObject = Record<string, Json>

const TARGET = new URL('../packages/sandbox/github/openapi.json', import.meta.url)
/** What says nothing about shape. */
const PROSE = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'tags',
  'externalDocs',
  'x-github',
  'title',
  'deprecated',
])

/** Routes that stand for another one of the description. */
const ALIASES: Readonly<Record<string, string>> = {
  '/repos/{owner}/{repo}/contents': '/repos/{owner}/{repo}/contents/{path}',
}

/** Payloads that start workflows, as the description names them. */
const WEBHOOKS = [
  ...['push', 'pull-request-opened', 'pull-request-synchronize', 'pull-request-closed', 'pull-request-enqueued'],
  ...['pull-request-dequeued', 'workflow-dispatch', 'merge-group-checks-requested'],
]

const directory = process.argv[2]
if (directory === undefined) throw new Error('usage: node scripts/openapi-subset.ts <directory of @octokit/openapi>')
const document = object(JSON.parse(await readFile(join(directory, 'generated/api.github.com.json'), 'utf8')) as Json)
const { version } = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8')) as { version: string }

const paths: JsonObject = {}
for (const { method, path } of routes) {
  const name = ALIASES[path] ?? path
  const operation = object(object(document['paths'])[name])[method.toLowerCase()]
  if (operation === undefined) throw new Error(`GitHub's description has no ${method} ${name}`)
  paths[name] = { ...object(paths[name]), [method.toLowerCase()]: strip(operation) }
}

const webhooks: JsonObject = {}
for (const name of WEBHOOKS) {
  const { content } = object(object(object(object(document['x-webhooks'])[name])['post'])['requestBody'])
  webhooks[name] = object(object(content)['application/json'])['schema'] ?? {}
}

const components: Record<string, JsonObject> = {}
collect(paths)
collect(webhooks)
const subset = {
  source: `@octokit/openapi@${version}, api.github.com`,
  paths: sorted(paths),
  webhooks,
  components: sorted(components),
}
await writeFile(TARGET, await format(JSON.stringify(subset), { parser: 'json', printWidth: 120 }))

/** Copies every component that the value refers to, and what that refers to. */
function collect(value: Json): void {
  if (Array.isArray(value)) value.forEach(collect)
  else if (value !== null && typeof value === 'object') {
    const reference = value['$ref']
    if (typeof reference === 'string') copy(reference)
    Object.values(value).forEach(collect)
  }
}

function copy(reference: string): void {
  const [, , kind = '', name = ''] = reference.split('/')
  const group = (components[kind] ??= {})
  if (group[name] !== undefined) return
  const component = strip(object(object(object(document['components'])[kind])[name]))
  group[name] = component
  collect(component)
}

/** Drops prose; inside `properties` every key is a name, whatever it is called. */
function strip(value: Json, names = false): Json {
  if (Array.isArray(value)) return value.map((item) => strip(item))
  if (value === null || typeof value !== 'object') return value
  const kept = Object.entries(value).filter(([key]) => names || !PROSE.has(key))
  return Object.fromEntries(kept.map(([key, item]) => [key, strip(item, key === 'properties' && !names)]))
}

function sorted(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function object(value: Json | undefined): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
}
