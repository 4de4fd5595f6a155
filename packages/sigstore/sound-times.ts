import { VerificationError, type SignedEntity, type Verifier } from '@sigstore/verify'

type Time = SignedEntity['timestamps'][number]
type Token = Extract<Time, { readonly $case: 'timestamp-authority' }>

/**
 * The times of a bundle as the library is to judge them, where it has several timestamps: those that do not verify are left
 * out when another does, and so is one of the second and authority of another, which would say the same. As sigstore-go
 * (pkg/verify/tsa.go) and sigstore-python (sigstore/verify/verifier.py) have it: one time is wanted, and whoever could put
 * a timestamp there could take one away. The library ends at the first that does not verify. One that is there twice, byte
 * for byte, stays, and is refused.
 */
export function soundTimes(verifier: Verifier, entity: SignedEntity): Time[] {
  const tokens = entity.timestamps.filter(isToken)
  if (tokens.length < 2) return entity.timestamps
  const sound = tokens.filter((token) => vouches(verifier, { ...entity, timestamps: [token] }))
  if (sound.length === 0) return entity.timestamps
  const kept = sound.filter((token, index) => !sound.slice(0, index).some((before) => saysTheSame(before, token)))
  return entity.timestamps.filter((time) => !isToken(time) || kept.includes(time))
}

function isToken(time: Time): time is Token {
  return time.$case === 'timestamp-authority'
}

/** Whether it is not the timestamp that the library ends at: whatever else is wrong, it finds again. */
function vouches(verifier: Verifier, entity: SignedEntity): boolean {
  try {
    verifier.verify(entity)
    return true
  } catch (error) {
    return !(error instanceof VerificationError && error.code === 'TIMESTAMP_ERROR')
  }
}

function saysTheSame({ timestamp: a }: Token, { timestamp: b }: Token): boolean {
  return (
    a.signerSerialNumber.equals(b.signerSerialNumber) &&
    a.signingTime.getTime() === b.signingTime.getTime() &&
    !a.root.toDER().equals(b.root.toDER())
  )
}
