import { asPromoError, legDocument, type Leg, type PromoError, type Run, type Source } from '@promo/core'
import { lineError } from './errors.ts'

/** One digest artifact: its name, the leg and attempt that the name says, and what its `leg.json` holds. */
export interface LegArtifact {
  readonly name: string
  /** As the name says it: any text. */
  readonly leg: string
  readonly attempt: number
  readonly text: Uint8Array
}

export type ReadLeg = { readonly leg: Leg; readonly fault?: undefined } | { readonly fault: PromoError }

/** Reads a leg document and holds it against this run; nothing of it is believed before its digest is proven. */
export function readLegArtifact(
  artifact: LegArtifact,
  expected: { readonly source: Source; readonly run: Run },
): ReadLeg {
  let leg: Leg
  try {
    leg = legDocument.read(artifact.text)
  } catch (cause) {
    const why = asPromoError(cause).message
    return {
      fault: lineError('leg-invalid', { artifact: artifact.name }, `${artifact.name} cannot be read: ${why}`, {
        cause,
      }),
    }
  }
  if (leg.leg !== artifact.leg) {
    return {
      fault: lineError(
        'leg-swapped',
        { artifact: artifact.name, found: leg.leg },
        `${artifact.name} holds the document of ${leg.leg}`,
      ),
    }
  }
  const foreign = foreignFacts(leg, expected)
  if (foreign.length === 0) return { leg }
  return {
    fault: lineError(
      'leg-foreign',
      { artifact: artifact.name, foreign },
      `${artifact.name} is of another ${foreign.join(', ')}`,
    ),
  }
}

function foreignFacts(leg: Leg, { source, run }: { readonly source: Source; readonly run: Run }): readonly string[] {
  return [
    ...(leg.run.id === run.id ? [] : ['run']),
    ...(leg.run.attempt <= run.attempt ? [] : ['attempt']),
    ...(leg.source.sha === source.sha ? [] : ['commit']),
    ...(leg.source.repositoryId === source.repositoryId ? [] : ['repository']),
  ]
}
