import { join } from 'node:path'
import type { Cosign } from '../cosign.ts'
import type { Check, Question } from './check.ts'

const REFUSAL =
  /no signatures found|no valid bundles exist|no matching (?:signatures|attestations)|none of the (?:expected|attestations)/i

/** `verify` and `verify-attestation` of both major versions, in each mode that they have. */
export function cosignChecks(home: string, cosign2: Cosign, cosign3: Cosign): readonly Check[] {
  const trust = ['--trusted-root', join(home, 'trusted_root.json')]
  const modes = [
    { tool: 'cosign-2', cosign: cosign2, mode: [], reads: 'legacy' },
    { tool: 'cosign-2', cosign: cosign2, mode: ['--new-bundle-format'], hidden: trust, reads: 'bundle' },
    { tool: 'cosign', cosign: cosign3, mode: [], reads: 'either' },
    { tool: 'cosign', cosign: cosign3, mode: ['--use-signed-timestamps'], reads: 'either' },
    { tool: 'cosign', cosign: cosign3, mode: ['--new-bundle-format=false'], reads: 'legacy' },
  ] as const
  const kinds = [
    { verb: 'verify', over: 'signatures' },
    { verb: 'verify-attestation', over: 'attestations' },
  ] as const
  return modes.flatMap((each) =>
    kinds.map(({ verb, over }): Check => {
      const options = [verb, ...each.mode, ...('hidden' in each ? each.hidden : [])]
      return {
        tool: each.tool,
        command: [verb, ...each.mode].join(' '),
        over,
        reads: each.reads,
        refusal: REFUSAL,
        ask: (question) => each.cosign([...options, ...wanted(question)], question.target, question.identity),
      }
    }),
  )
}

function wanted({ predicateType, flags = [] }: Question): readonly string[] {
  return [...(predicateType === undefined ? [] : ['--type', predicateType]), ...flags]
}
