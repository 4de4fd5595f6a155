import type { Recipe, ReadRequest } from '@promo/runner'

/** One action as a command: its folder, its modules, and which output holds its document. */
export interface ActionEntry {
  readonly command: string
  readonly action: string
  readonly inputs: () => Promise<{ readonly readRequest: ReadRequest<never>; readonly outputNames: readonly string[] }>
  readonly run: () => Promise<Recipe<never>>
  /** `json`: the output itself; `file`: the file it names. */
  readonly document: { readonly output: string; readonly kind: 'json' | 'file' } | undefined
}

function entry<R>(
  command: string,
  action: string,
  document: ActionEntry['document'],
  inputs: () => Promise<{ readonly readRequest: ReadRequest<R>; readonly outputNames: readonly string[] }>,
  run: () => Promise<Recipe<R>>,
): ActionEntry {
  // The request type is hidden here: inputs and run of one entry come from the same action.
  return { command, action, document, inputs, run } as unknown as ActionEntry
}

const file = (output: string): ActionEntry['document'] => ({ output, kind: 'file' })

/** The actions under the names of the commands. Each command runs the very recipe of its action. */
export const ACTIONS: readonly ActionEntry[] = [
  entry(
    'plan',
    'plan',
    { output: 'plan', kind: 'json' },
    () => import('../../../actions/plan/inputs.ts'),
    () => import('../../../actions/plan/run.ts'),
  ),
  entry(
    'scan',
    'scan-gate',
    file('report'),
    () => import('../../../actions/scan-gate/inputs.ts'),
    () => import('../../../actions/scan-gate/run.ts'),
  ),
  entry(
    'test',
    'test-gate',
    file('report'),
    () => import('../../../actions/test-gate/inputs.ts'),
    () => import('../../../actions/test-gate/run.ts'),
  ),
  entry(
    'build',
    'build-by-digest',
    file('record'),
    () => import('../../../actions/build-by-digest/inputs.ts'),
    () => import('../../../actions/build-by-digest/run.ts'),
  ),
  entry(
    'copy',
    'copy-image',
    undefined,
    () => import('../../../actions/copy-image/inputs.ts'),
    () => import('../../../actions/copy-image/run.ts'),
  ),
  entry(
    'sign',
    'keyless-sign',
    undefined,
    () => import('../../../actions/keyless-sign/inputs.ts'),
    () => import('../../../actions/keyless-sign/run.ts'),
  ),
  entry(
    'attest-sbom',
    'attest-sbom',
    undefined,
    () => import('../../../actions/attest-sbom/inputs.ts'),
    () => import('../../../actions/attest-sbom/run.ts'),
  ),
  entry(
    'attest',
    'attest',
    undefined,
    () => import('../../../actions/attest/inputs.ts'),
    () => import('../../../actions/attest/run.ts'),
  ),
  entry(
    'record',
    'record-digest',
    file('leg-document'),
    () => import('../../../actions/record-digest/inputs.ts'),
    () => import('../../../actions/record-digest/run.ts'),
  ),
  entry(
    'collect',
    'collect-digests',
    file('release'),
    () => import('../../../actions/collect-digests/inputs.ts'),
    () => import('../../../actions/collect-digests/run.ts'),
  ),
  entry(
    'bump',
    'bump-overlay',
    undefined,
    () => import('../../../actions/bump-overlay/inputs.ts'),
    () => import('../../../actions/bump-overlay/run.ts'),
  ),
  entry(
    'promote',
    'open-promotion-pr',
    undefined,
    () => import('../../../actions/open-promotion-pr/inputs.ts'),
    () => import('../../../actions/open-promotion-pr/run.ts'),
  ),
  entry(
    'mark',
    'mark-environment',
    { output: 'marks', kind: 'json' },
    () => import('../../../actions/mark-environment/inputs.ts'),
    () => import('../../../actions/mark-environment/run.ts'),
  ),
  entry(
    'verify',
    'verify-evidence',
    file('verdict'),
    () => import('../../../actions/verify-evidence/inputs.ts'),
    () => import('../../../actions/verify-evidence/run.ts'),
  ),
  entry(
    'trace',
    'trace',
    file('chain'),
    () => import('../../../actions/trace/inputs.ts'),
    () => import('../../../actions/trace/run.ts'),
  ),
]
