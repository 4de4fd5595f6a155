import type { TrustSigner } from '@promo/core'
import { workflowOf } from './claims-match.ts'
import type { SignerClaims } from './facts.ts'

/**
 * The entry by which the workflow of a certificate may sign images, at whatever commit or ref: to cosign, which takes any
 * attestation by the right identity for a signature, all its attestations are signatures. Undefined when there is none.
 */
export function signatureHolder(claims: SignerClaims, signers: readonly TrustSigner[]): TrustSigner | undefined {
  const workflow = workflowOf(claims)
  return signers.find(
    (signer) => signer.roles.includes('signature') && signer.issuer === claims.issuer && signer.workflow === workflow,
  )
}
