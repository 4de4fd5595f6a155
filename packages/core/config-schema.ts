import * as z from 'zod/mini'
import { repositoryId, repositoryPath } from './config-shapes.ts'
import { environment, imageName, leg, platform, repository, severity, text } from './documents/shapes.ts'
import { DURATION_PATTERN } from './duration.ts'
import { PROPERTY_PATTERN } from './mark-predicate.ts'
import { trustSchema } from './trust-schema.ts'

/** The shape of `promo.yaml`. Unknown keys are faults: a misspelt policy key must never be an absent rule. */

const duration = z.string().check(z.regex(DURATION_PATTERN))
const owners = z.optional(z.array(text))

const build = z.strictObject({
  context: z._default(repositoryPath, '.'),
  file: z.optional(repositoryPath),
  target: z.optional(text),
  builder: z._default(z.enum(['buildx', 'buildah', 'layout']), 'buildx'),
  command: z.optional(z.array(text)),
  layout: z.optional(repositoryPath),
  platforms: z._default(z.array(platform), []),
})

const image = z.strictObject({
  repository: imageName,
  'overlay-name': z.optional(text),
  source: z.optional(z.strictObject({ repository, id: repositoryId })),
  build: z.optional(build),
  quarantine: z.optional(imageName),
  owners,
})

const environmentShape = z.strictObject({
  overlay: repositoryPath,
  promote: z.optional(z.enum(['push', 'pull-request', 'none'])),
  after: z._default(z.array(environment), []),
  policy: z._default(z.array(text), ['base']),
  facts: z._default(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])), {}),
  owners,
})

/** What a mark of one environment must say, how old it must be at least (`soak`) and may be at most (`within`). */
const markRule = z.strictObject({
  properties: z._default(z.array(z.string().check(z.regex(PROPERTY_PATTERN))), []),
  soak: z.optional(duration),
  within: z.optional(duration),
})

const policyBlock = z.looseObject({
  registry: z.optional(z.strictObject({ allow: z.array(text) })),
  signature: z.optional(z.strictObject({ required: z.boolean() })),
  provenance: z.optional(
    z.strictObject({
      required: z.boolean(),
      branches: z.optional(z.array(text)),
      triggers: z.optional(z.array(text)),
      runners: z.optional(z.array(z.enum(['github-hosted', 'self-hosted']))),
    }),
  ),
  scan: z.optional(
    z.strictObject({
      'fail-on': z._default(severity, 'high'),
      'ignore-unfixed': z._default(z.boolean(), false),
      'max-age': z.optional(duration),
      'max-database-age': z.optional(duration),
    }),
  ),
  sbom: z.optional(z.strictObject({ required: z.boolean() })),
  tests: z.optional(z.strictObject({ 'min-passed': z._default(z.int().check(z.positive()), 1) })),
  marks: z.optional(z.record(environment, markRule)),
})

export const configSchema = z.strictObject({
  version: z.literal(1),
  'config-repository': z.optional(repository),
  images: z.record(leg, image),
  environments: z._default(z.record(environment, environmentShape), {}),
  evidence: z._default(z.strictObject({ mode: z.enum(['beside', 'separate']), repository: z.optional(imageName) }), {
    mode: 'beside',
  }),
  trust: z._default(trustSchema, { signers: [], keys: [] }),
  policy: z._default(z.record(z.string(), policyBlock), {}),
  exceptions: z.optional(repositoryPath),
  revocations: z.optional(repositoryPath),
})

export type Config = z.infer<typeof configSchema>
export type ConfigImage = Config['images'][keyof Config['images']]
export type ConfigEnvironment = Config['environments'][keyof Config['environments']]
export type ConfigPolicy = Config['policy'][string]
