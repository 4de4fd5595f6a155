import { isMovingRef } from './moving-ref.ts'
import type { TrustKey, TrustRole, TrustSection, TrustSigner } from './trust-schema.ts'

/** Roles of the promotion side: their evidence is about no build, so the signer itself must say where it comes from. */
const PLACED_ROLES: readonly TrustRole[] = ['mark', 'verdict', 'promotion']
/** Roles whose evidence needs more than a key can say: where it was made, or, for a refusal, an identity nobody takes for a signature. */
const CERTIFICATE_ROLES: readonly TrustRole[] = ['refusal', ...PLACED_ROLES]

/** What is wrong with `trust` as a whole, each with its place; empty when nothing is. */
export function trustFaults({ signers, keys }: TrustSection, images: readonly string[]): readonly string[] {
  return [
    ...signers.flatMap(signerFaults),
    ...keys.flatMap((key) => keyFaults(key, images)),
    ...[...signers, ...keys].flatMap(validityFaults),
    ...repeated([...signers, ...keys].map(({ id }) => id)).map((id) => `/trust: the id ${id} is there twice`),
    ...repeated(keys.map((key) => key['public-key'])).map((path) => `/trust/keys: ${path} is there twice`),
    ...mingledWorkflows(signers),
  ]
}

type Check = readonly [holds: boolean, fault: string]

function signerFaults(signer: TrustSigner): readonly string[] {
  const { id, roles, commits, refs, workflow, source, environment } = signer
  const ownWorkflow = source !== undefined && workflow.startsWith(`${source.repository}/`) && source.refs.length > 0
  const placed = roles.filter((role) => PLACED_ROLES.includes(role))
  const moving = signer['allow-moving-ref'] ? [] : refs.filter(isMovingRef)
  const checks: readonly Check[] = [
    [commits.length > 0 || refs.length > 0 || ownWorkflow, 'needs commits or refs'],
    [
      placed.length === 0 || (source !== undefined && source.refs.length > 0),
      `needs source.id and source.refs for ${placed.join(', ')}`,
    ],
    [moving.length === 0, `lists ${moving.join(', ')}, which may move: name commits, or set allow-moving-ref: true`],
    [!roles.includes('mark') || environment !== undefined, 'needs environment for mark'],
  ]
  return faultsOf(`/trust/signers: ${id}`, checks)
}

function keyFaults({ id, roles, images }: TrustKey, known: readonly string[]): readonly string[] {
  const beyond = roles.filter((role) => CERTIFICATE_ROLES.includes(role))
  const unknown = (images ?? []).filter((image) => !known.includes(image))
  const checks: readonly Check[] = [
    [beyond.length === 0, `may not hold ${beyond.join(', ')}: that needs a certificate`],
    [unknown.length === 0, `no image ${unknown.join(', ')}`],
  ]
  return faultsOf(`/trust/keys: ${id}`, checks)
}

function validityFaults({ id, valid }: TrustSigner | TrustKey): readonly string[] {
  const { from, until } = valid ?? {}
  const isEmpty = from !== undefined && until !== undefined && from > until
  return isEmpty ? [`/trust: ${id} is valid from ${from} until ${until}, which is never`] : []
}

/** Roles in which somebody may say no: a failed scan, a verdict that failed. */
const REFUSING_ROLES: readonly TrustRole[] = ['refusal', 'verdict']

/**
 * Signers of one workflow are one identity to cosign, which takes any attestation by it for a signature: a refusal would be
 * one, however the roles are spread over entries.
 */
function mingledWorkflows(signers: readonly TrustSigner[]): readonly string[] {
  const workflowsOf = (role: TrustRole): readonly string[] =>
    signers.filter(({ roles }) => roles.includes(role)).map(({ issuer, workflow }) => `${workflow} (${issuer})`)
  const signing = [...new Set(workflowsOf('signature'))]
  return REFUSING_ROLES.flatMap((role) => {
    const refusing = workflowsOf(role)
    return signing
      .filter((workflow) => refusing.includes(workflow))
      .map((workflow) => `/trust/signers: ${workflow} may not hold both signature and ${role}`)
  })
}

function faultsOf(place: string, checks: readonly Check[]): readonly string[] {
  return checks.filter(([holds]) => !holds).map(([, fault]) => `${place} ${fault}`)
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
}
