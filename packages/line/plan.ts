import type {
  Config,
  ConfigImage,
  EnvironmentName,
  ImageName,
  LegName,
  Plan,
  PlanLeg,
  Sequence,
  Source,
} from '@promo/core'
import { environmentOrder, planDocument, sameRepository } from '@promo/core'
import { lineError } from './errors.ts'

/** GitHub: jobs that one matrix may have (docs, "Usage limits" of Actions). */
export const MATRIX_LIMIT = 256

export interface PlanRequest {
  readonly config: Config
  readonly source: Source
  readonly sequence: Sequence
  readonly maxLegs: number
  /** Builds only the legs of shard `index` of `count`; from 0. */
  readonly shard?: { readonly index: number; readonly count: number }
}

/**
 * Says what there is to build and in which order environments follow. Throws `plan-empty`, `plan-too-large`, `config-misplaced`,
 * `quarantine-missing`. Pure: a second run plans the same.
 */
export function makePlan(request: PlanRequest): Plan {
  const { config, source, sequence, maxLegs, shard } = request
  assertPlaced(config)
  const environments = environmentOrder(config) as readonly EnvironmentName[]
  const all = Object.entries(config.images).flatMap(([name, image]) =>
    image.build === undefined ? [] : [planLeg(name as LegName, image, image.build, { sequence, environments })],
  )
  assertQuarantined(all)
  if (all.length === 0) throw lineError('plan-empty', {}, 'promo.yaml builds no image')
  const legs = shard === undefined ? all : all.filter((_leg, index) => index % shard.count === shard.index)
  if (legs.length > maxLegs) {
    throw lineError(
      'plan-too-large',
      { legs: legs.length, limit: maxLegs },
      `${String(legs.length)} legs, at most ${String(maxLegs)} may run`,
    )
  }
  return planDocument.create({ source, legs, environments: [...environments] })
}

interface LegFacts {
  readonly sequence: Sequence
  readonly environments: readonly EnvironmentName[]
}

function planLeg(
  leg: LegName,
  image: ConfigImage,
  build: NonNullable<ConfigImage['build']>,
  { sequence, environments }: LegFacts,
): PlanLeg {
  return {
    leg,
    image: image.repository,
    sequence,
    ...(sequence === 'quarantine' ? quarantineOf(image) : {}),
    builder: build.builder,
    ...(build.command === undefined ? {} : { command: build.command }),
    ...(build.layout === undefined ? {} : { layout: build.layout }),
    context: build.context,
    ...(build.file === undefined ? {} : { file: build.file }),
    ...(build.target === undefined ? {} : { target: build.target }),
    platforms: build.platforms,
    environments: [...environments],
  }
}

/** The repository itself is no quarantine. */
function quarantineOf({ repository, quarantine }: ConfigImage): { readonly quarantine?: ImageName } {
  return quarantine === undefined || sameRepository(repository, quarantine) ? {} : { quarantine }
}

function assertQuarantined(legs: readonly PlanLeg[]): void {
  const lacking = legs.filter(({ sequence, quarantine }) => sequence === 'quarantine' && quarantine === undefined)
  if (lacking.length === 0) return
  const names = lacking.map(({ leg }) => leg)
  throw lineError('quarantine-missing', { legs: names }, `no quarantine repository of its own: ${names.join(', ')}`)
}

/** With a configuration repository of its own, promotion is described there and only there. */
function assertPlaced(config: Config): void {
  if (config['config-repository'] === undefined) return
  const keys = (['environments', 'policy'] as const).filter((key) => Object.keys(config[key]).length > 0)
  const misplaced = [...keys, ...(config.trust.signers.length + config.trust.keys.length > 0 ? ['trust'] : [])]
  if (misplaced.length === 0) return
  throw lineError(
    'config-misplaced',
    { keys: misplaced },
    `${misplaced.join(', ')} belong into ${config['config-repository']}`,
  )
}
