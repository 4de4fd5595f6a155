import { LEG_BUILD_TYPE, material, type Build, type JsonValue } from '@promo/core'
import * as z from 'zod/mini'

/** How a sealed digest was built, as its signed provenance says. */
export interface SignedBuild extends Pick<
  Build,
  'builder' | 'cache' | 'materials' | 'materialsComplete' | 'reproduced' | 'reused' | 'startedAt' | 'finishedAt'
> {
  /** The signed external parameters. */
  readonly parameters: { readonly leg: string; readonly image: string; readonly inputs: JsonValue }
}

const text = z.string().check(z.maxLength(8192))
const time = z.iso.datetime()

const predicateShape = z.object({
  buildDefinition: z.object({
    buildType: z.literal(LEG_BUILD_TYPE),
    externalParameters: z.object({ leg: text, image: text, inputs: z.record(text, z.unknown()) }),
    internalParameters: z.object({
      builder: z.object({ name: text, version: text, driver: z.optional(text), buildkit: z.optional(text) }),
      cache: z.enum(['none', 'shared']),
      reproduced: z.nullable(z.boolean()),
      reused: z.optional(z.object({ invocation: text })),
    }),
    /** The source commit is the first one. */
    resolvedDependencies: z.array(material).check(z.minLength(1)),
  }),
  runDetails: z.object({
    metadata: z.object({
      startedOn: time,
      finishedOn: time,
      promo_completeness: z.object({ resolvedDependencies: z.boolean() }),
    }),
  }),
})

/** What `provenancePredicate` was made from; undefined for provenance of another build type or shape. */
export function readSignedBuild(predicate: JsonValue): SignedBuild | undefined {
  const parsed = predicateShape.safeParse(predicate)
  if (!parsed.success) return undefined
  const { externalParameters, internalParameters, resolvedDependencies } = parsed.data.buildDefinition
  const { startedOn, finishedOn, promo_completeness: completeness } = parsed.data.runDetails.metadata
  const { leg, image, inputs } = externalParameters
  return {
    ...internalParameters,
    parameters: { leg, image, inputs: inputs as JsonValue },
    materials: resolvedDependencies.slice(1),
    materialsComplete: completeness.resolvedDependencies,
    startedAt: startedOn,
    finishedAt: finishedOn,
  }
}
