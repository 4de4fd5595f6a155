import { notBuilt } from '@promo/connections'
import { parseImageName, parseLegName, parsePlatform, type ImageName, type LegName } from '@promo/core'
import {
  artifactInput,
  parseKeyValue,
  parsePath,
  refused,
  registryInput,
  type Field,
  type InputReader,
  type RegistryAccess,
} from '@promo/runner'
import { parseCommand } from './command.ts'
import { parseSecretEnv, parseSecretFile } from './secret.ts'

export const outputNames = [
  'digest',
  'image',
  'media-type',
  'platforms',
  'record',
  'reproduced',
  'layout-path',
  'artifact-digest',
] as const

export interface BuildByDigestRequest {
  readonly image: ImageName
  /** Repository to push to instead, until the image passed. */
  readonly quarantine: ImageName | undefined
  readonly leg: LegName
  readonly builder: 'buildx' | 'layout'
  readonly context: string
  readonly file: string | undefined
  readonly target: string | undefined
  readonly platforms: readonly string[]
  readonly buildArgs: readonly string[]
  readonly buildContexts: readonly string[]
  readonly secrets: readonly string[]
  readonly labels: readonly string[]
  readonly annotations: readonly string[]
  readonly layout: string | undefined
  readonly command: readonly string[]
  readonly noCache: boolean | 'auto'
  readonly cacheFrom: readonly string[]
  readonly cacheTo: readonly string[]
  readonly provenance: 'max' | 'min' | 'false' | undefined
  /** False: an OCI layout is written and nothing is pushed. */
  readonly push: boolean
  readonly layoutOutput: string | undefined
  readonly registry: RegistryAccess
  readonly artifact: string | undefined
}

export function readRequest(input: InputReader): BuildByDigestRequest {
  return input.request({
    ...subjectInputs(input),
    builder: builderInput(input),
    context: input.withDefault('context', '.', parsePath),
    file: input.optional('file', parsePath),
    target: input.optional('target', parseTarget),
    platforms: input.withDefault('platforms', [], parsePlatforms),
    buildArgs: input.list('build-args', parseKeyValue),
    buildContexts: input.list('build-contexts', parseKeyValue),
    secrets: secretsInput(input),
    labels: input.list('labels', parseKeyValue),
    annotations: input.list('annotations', parseKeyValue),
    layout: input.optional('layout', parsePath),
    command: input.withDefault('command', [], parseCommand),
    noCache: noCacheInput(input),
    cacheFrom: input.list('cache-from', parseCache),
    cacheTo: input.list('cache-to', parseCache),
    provenance: input.optional('provenance', parseProvenance),
    registry: registryInput(input),
    artifact: artifactInput(input),
    quarantine: input.optional('quarantine', parseImageName),
    push: input.flag('push', true),
    layoutOutput: input.optional('layout-output', parsePath),
    reproducible: notBuilt(input, 'reproducible', 'false'),
  })
}

function subjectInputs(input: InputReader): { readonly image: Field<ImageName>; readonly leg: Field<LegName> } {
  const image = input.required('image', parseImageName)
  const named = input.optional('leg', parseLegName)
  const leg = input.all(
    'leg',
    { image, named },
    (given) => given.named ?? parseLegName(given.image.split('/').at(-1) ?? ''),
  )
  return { image, leg }
}

function builderInput(input: InputReader): Field<'buildx' | 'layout'> {
  return input.choice('builder', ['buildx', 'layout'], 'buildx')
}

function secretsInput(input: InputReader): Field<readonly string[]> {
  const fields = { files: input.list('secret-files', parseSecretFile), envs: input.list('secret-envs', parseSecretEnv) }
  return input.all('secret-files', fields, ({ files, envs }) => [...files, ...envs])
}

function noCacheInput(input: InputReader): Field<boolean | 'auto'> {
  const choice = input.choice('no-cache', ['auto', 'true', 'false'], 'auto')
  return input.all('no-cache', { choice }, ({ choice: chosen }) => (chosen === 'auto' ? 'auto' : chosen === 'true'))
}

function parsePlatforms(value: string): readonly string[] {
  const platforms = value.split(/[\s,]+/).filter((platform) => platform !== '')
  for (const platform of platforms) parsePlatform(platform)
  return platforms
}

function parseProvenance(value: string): 'max' | 'min' | 'false' {
  if (value === 'max' || value === 'min' || value === 'false') return value
  throw refused(value, 'one of max, min, false')
}

/** An image reference, or `type=…` with its attributes (docker/buildx, `--cache-from`). */
function parseCache(value: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._/:@=,+~%-]{0,1023}$/.test(value)) return value
  throw refused(value, 'an image reference or `type=…,key=value`')
}

/** The name of a stage (Dockerfile reference, `FROM … AS`). */
function parseTarget(value: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(value)) return value
  throw refused(value, 'the name of a stage')
}
