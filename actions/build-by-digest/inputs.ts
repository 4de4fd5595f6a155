import { notBuilt } from '@promo/connections'
import { parseImageName, parseLegName, parsePlatform, type ImageName, type LegName } from '@promo/core'
import { artifactInput, registryInput, type Field, type InputReader, type RegistryAccess } from '@promo/runner'
import { parseCommand } from './command.ts'
import { parseSecretEnv, parseSecretFile } from './secret.ts'

export const outputNames = [
  'digest',
  'image',
  'media-type',
  'platforms',
  'record',
  'reproduced',
  'artifact-digest',
] as const

export interface BuildByDigestRequest {
  readonly image: ImageName
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
  readonly registry: RegistryAccess
  readonly artifact: string | undefined
}

const text = (value: string): string => value

export function readRequest(input: InputReader): BuildByDigestRequest {
  return input.request({
    ...subjectInputs(input),
    builder: builderInput(input),
    context: input.withDefault('context', '.', text),
    file: input.optional('file', text),
    target: input.optional('target', text),
    platforms: input.withDefault('platforms', [], parsePlatforms),
    buildArgs: input.list('build-args', text),
    buildContexts: input.list('build-contexts', text),
    secrets: secretsInput(input),
    labels: input.list('labels', text),
    annotations: input.list('annotations', text),
    layout: input.optional('layout', text),
    command: input.withDefault('command', [], parseCommand),
    noCache: noCacheInput(input),
    cacheFrom: input.list('cache-from', text),
    cacheTo: input.list('cache-to', text),
    provenance: input.optional('provenance', parseProvenance),
    registry: registryInput(input),
    artifact: artifactInput(input),
    push: notBuilt(input, 'push', 'true'),
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
  return value === 'max' || value === 'min' ? value : 'false'
}
