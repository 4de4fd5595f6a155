import type { ImageName, Milliseconds } from '@promo/core'
import type { WritingPorts } from '@promo/evidence'
import type { KeyAccess, RegistryAccess, Runner, SigstoreAccess } from '@promo/runner'
import { readPublicKey, type AcceptedKeys, type Signer } from '@promo/sigstore'
import { connectRegistries } from './registries.ts'
import { connectSigner, connectTrust } from './sigstore.ts'

/** What the inputs of an action that signs say about its ports. */
export interface EvidenceAccess {
  readonly sigstore: SigstoreAccess
  readonly registry: RegistryAccess
  readonly evidenceRepository: ImageName | undefined
  readonly key: KeyAccess | undefined
  readonly retryFor?: Milliseconds
}

/**
 * Signer, registry and trust for writing evidence. With a key its own signatures are the ones that are read back and kept.
 * Throws `public-log-refused`, the codes of `signing-config`, and those of a key that cannot be read.
 */
export async function connectEvidence(runner: Runner, access: EvidenceAccess): Promise<WritingPorts> {
  const { sigstore, evidenceRepository } = access
  const signer = connectSigner(runner, sigstore, access)
  const keys = access.key === undefined ? undefined : await ownKey(signer)
  return {
    signer,
    warn: (message) => runner.log.warning(message),
    registry: connectRegistries(runner, access.registry),
    trust: await connectTrust(runner, sigstore),
    ...(keys === undefined ? {} : { keys }),
    ...(evidenceRepository === undefined ? {} : { evidenceRepository }),
  }
}

async function ownKey(signer: Signer): Promise<AcceptedKeys | undefined> {
  const identity = await signer.identity()
  if (identity.kind !== 'key') return undefined
  return { keys: [readPublicKey(identity.publicKey)], unlogged: !signer.isLogged }
}
