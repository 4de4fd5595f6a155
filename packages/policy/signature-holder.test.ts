import { expect, test } from '@jest/globals'
import { signatureHolder } from './signature-holder.ts'
import { aSigner, someClaims } from './testing.ts'

const GATE = 'https://github.com/org/promo/.github/workflows/promotion-gate.yml@refs/tags/v1'

test('a workflow that may sign images is found at any commit and ref of it', () => {
  const signer = aSigner()
  const leg = 'https://github.com/org/promo/.github/workflows/leg.yml@refs/heads/other'
  const claims = someClaims({ buildSignerUri: leg, subject: leg, buildSignerDigest: 'f'.repeat(40) })
  expect(signatureHolder(claims, [signer])).toBe(signer)
})

test.each([
  ['of another workflow', someClaims({ buildSignerUri: GATE, subject: GATE }), aSigner()],
  ['of another issuer', someClaims({ issuer: 'https://example.org' }), aSigner()],
  ['with other roles only', someClaims(), aSigner({ roles: ['provenance', 'sbom'] })],
])('a signer %s is no holder of signatures', (_what, claims, signer) => {
  expect(signatureHolder(claims, [signer])).toBeUndefined()
})
