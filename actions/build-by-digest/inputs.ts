import { normalPlatform, parseImageName, parseLegName, parsePlatform, type ImageName, type LegName } from '@promo/core'
import {
  artifactInput,
  parseKeyValue,
  parsePath,
  registryInput,
  type Field,
  type InputReader,
  type RegistryAccess,
} from '@promo/runner'
import { parseCommand } from './command.ts'
import {
  parseAddedHost,
  parseCache,
  parseContext,
  parseEntitlement,
  parseNetwork,
  parseProvenance,
  parseSetting,
  parseSize,
  parseSsh,
  parseTarget,
  parseUlimit,
} from './option-inputs.ts'
import { reuseInput, type ReuseOptions } from './reuse-inputs.ts'
import { assertDistinct, parseSecretEnv, parseSecretFile, parseSecretValue, type BuildSecret } from './secret.ts'

export const outputNames = [
  'digest',
  'image',
  'media-type',
  'platforms',
  'record',
  'reproduced',
  'reproduction',
  'layout-path',
  'artifact-digest',
] as const

const BUILDERS = ['buildx', 'buildah', 'layout'] as const
type BuilderChoice = (typeof BUILDERS)[number]

export interface BuildByDigestRequest {
  readonly image: ImageName
  /** Repository to push to instead, until the image passed. */
  readonly quarantine: ImageName | undefined
  readonly leg: LegName
  readonly builder: BuilderChoice
  readonly context: string
  readonly file: string | undefined
  readonly target: string | undefined
  readonly platforms: readonly string[]
  readonly buildArgs: readonly string[]
  readonly buildContexts: readonly string[]
  readonly secrets: readonly BuildSecret[]
  readonly ssh: readonly string[]
  readonly network: string | undefined
  readonly allow: readonly string[]
  readonly addHosts: readonly string[]
  readonly shmSize: string | undefined
  readonly ulimits: readonly string[]
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
  /** True: a second, cold build is compared with the first. */
  readonly reproducible: boolean
  /** What a digest must have been sealed for to be returned instead of built again; undefined: always build. */
  readonly reuse: ReuseOptions | undefined
}

export function readRequest(input: InputReader): BuildByDigestRequest {
  return input.request({
    ...subjectInputs(input),
    builder: input.choice('builder', BUILDERS, 'buildx'),
    context: input.withDefault('context', '.', parseContext),
    file: input.optional('file', parsePath),
    target: input.optional('target', parseTarget),
    platforms: input.withDefault('platforms', [], parsePlatforms),
    buildArgs: input.list('build-args', parseSetting),
    buildContexts: input.list('build-contexts', parseKeyValue),
    secrets: secretsInput(input),
    ...sandboxInputs(input),
    labels: input.list('labels', parseSetting),
    annotations: input.list('annotations', parseSetting),
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
    reproducible: input.flag('reproducible', false),
    reuse: reuseInput(input),
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

/** Values are masked as soon as they are read; a refusal shows none. */
function secretsInput(input: InputReader): Field<readonly BuildSecret[]> {
  const fields = {
    values: input.list('secrets', parseSecretValue),
    files: input.list('secret-files', parseSecretFile),
    envs: input.list('secret-envs', parseSecretEnv),
  }
  return input.all('secrets', fields, ({ values, files, envs }) => {
    input.mask(values.flatMap((secret) => (secret.kind === 'value' ? [secret.value] : [])))
    const secrets = [...values, ...files, ...envs]
    assertDistinct(secrets)
    return secrets
  })
}

interface SandboxFields {
  readonly ssh: Field<readonly string[]>
  readonly network: Field<string | undefined>
  readonly allow: Field<readonly string[]>
  readonly addHosts: Field<readonly string[]>
  readonly shmSize: Field<string | undefined>
  readonly ulimits: Field<readonly string[]>
}

/** What surrounds the steps of a build. */
function sandboxInputs(input: InputReader): SandboxFields {
  return {
    ssh: input.list('ssh', parseSsh),
    network: input.optional('network', parseNetwork),
    allow: input.list('allow', parseEntitlement),
    addHosts: input.list('add-hosts', parseAddedHost),
    shmSize: input.optional('shm-size', parseSize),
    ulimits: input.list('ulimit', parseUlimit),
  }
}

function noCacheInput(input: InputReader): Field<boolean | 'auto'> {
  const choice = input.choice('no-cache', ['auto', 'true', 'false'], 'auto')
  return input.all('no-cache', { choice }, ({ choice: chosen }) => (chosen === 'auto' ? 'auto' : chosen === 'true'))
}

/** Each once: a builder that is told one twice makes an index that lists it twice. */
function parsePlatforms(value: string): readonly string[] {
  const platforms = value.split(/[\s,]+/).filter((platform) => platform !== '')
  for (const platform of platforms) parsePlatform(platform)
  const normal = platforms.map(normalPlatform)
  return platforms.filter((_platform, index) => normal.indexOf(normal[index] ?? '') === index)
}
