import { expect, jest, test } from '@jest/globals'
import { systemClock } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { httpOver } from '@promo/registry/testing'
import { createOidcIssuer } from '@promo/sandbox/oidc'
import { createPrivateInstance } from '@promo/sandbox/sigstore'
import { createKeylessSigner, readSigningConfig, readTrustedRoot } from '@promo/sigstore'
import { createSigningBench, LEG_CLAIMS, statementAbout, SUBJECT } from './signing.ts'

jest.setTimeout(20_000)

const issuer = createOidcIssuer({ clock: systemClock })
const github = await createPrivateInstance({ issuer, clock: systemClock })
const http = httpOver(Object.fromEntries(github.handlers))
const claims = { ...LEG_CLAIMS, repository_visibility: 'private' }
const signer = createKeylessSigner({
  http,
  token: (audience) => issuer.issue(claims, audience),
  instance: readSigningConfig(github.signingConfig, new Date()),
  clock: systemClock,
})

test("GitHub's instance for private repositories signs as actions/attest has it: one certificate, one timestamp, no log", async () => {
  const signed = await signer.signStatement(statementAbout(SUBJECT))
  const { bundle, logIndex } = signed
  expect(JSON.parse(Buffer.from(bundle).toString())).toMatchObject({
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: {
      certificate: { rawBytes: expect.any(String) },
      timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: expect.any(String) }] },
    },
  })
  // An empty list is left out of the JSON of a message.
  expect(Buffer.from(bundle).includes('tlogEntries')).toBe(false)
  expect([signed.legacy(), logIndex, signer.isLogged, signer.writesLegacy]).toEqual([undefined, '', false, false])
  expect([...new Set(http.requests.map(({ url }) => url.href))].sort()).toEqual([
    'https://fulcio.githubapp.com/api/v2/signingCert',
    'https://timestamp.githubapp.com/api/v1/timestamp',
  ])
  const verified = readTrustedRoot(github.trustedRoot).verifyBundle(bundle)
  expect(verified).toMatchObject({ subjects: [SUBJECT], signer: { claims: { visibility: 'private' } } })
})

test('what it signed does not verify under the public root, nor what the public instance signed under its root', async () => {
  const bench = await createSigningBench()
  const own = await signer.signStatement(statementAbout(SUBJECT))
  await expectCode('signature-invalid', () => bench.trust.verifyBundle(own.bundle))
  const others = await bench.signer().signStatement(statementAbout(SUBJECT))
  await expectCode('signature-invalid', () => readTrustedRoot(github.trustedRoot).verifyBundle(others.bundle))
})
