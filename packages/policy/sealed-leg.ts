import { LEG_BUILD_TYPE, type JsonValue, memberOf } from '@promo/core'

/** The leg that provenance of leg.yml was signed for (`externalParameters.leg`); undefined for provenance of another build type. */
export function sealedLegOf(predicate: JsonValue): string | undefined {
  const definition = memberOf(predicate, 'buildDefinition')
  if (memberOf(definition, 'buildType') !== LEG_BUILD_TYPE) return undefined
  const leg = memberOf(memberOf(definition, 'externalParameters'), 'leg')
  return typeof leg === 'string' ? leg : ''
}
