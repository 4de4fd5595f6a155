import { LEG_BUILD_TYPE, type JsonValue } from '@promo/core'
import { member } from './member.ts'

/** The leg that provenance of leg.yml was signed for (`externalParameters.leg`); undefined for provenance of another build type. */
export function sealedLegOf(predicate: JsonValue): string | undefined {
  const definition = member(predicate, 'buildDefinition')
  if (member(definition, 'buildType') !== LEG_BUILD_TYPE) return undefined
  const leg = member(member(definition, 'externalParameters'), 'leg')
  return typeof leg === 'string' ? leg : ''
}
