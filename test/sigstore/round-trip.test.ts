import { describe, expect, test } from '@jest/globals'
import { digestOf } from '@promo/core'
import { LEGACY_ANNOTATIONS, legacyEncoding } from '@promo/sigstore'
import { createSigningBench, LEG_CLAIMS, statementAbout, SUBJECT } from './signing.ts'

const bench = await createSigningBench()

describe('a keyless signature', () => {
  test('verifies as a bundle and says who signed, when and what', async () => {
    const before = Math.floor(Date.now() / 1000) * 1000
    const signed = await bench
      .signer({ claims: { environment: 'prod' } })
      .signStatement(statementAbout(SUBJECT, { ok: true }))
    const verified = bench.trust.verifyBundle(signed.bundle)
    expect(verified.subjects).toEqual([SUBJECT])
    expect(verified.predicate).toEqual({ ok: true })
    expect(verified.signedAt.getTime()).toBeGreaterThanOrEqual(before)
    expect(verified.signer.claims).toEqual({
      subject: `https://github.com/${LEG_CLAIMS.job_workflow_ref}`,
      issuer: 'https://token.actions.githubusercontent.com',
      buildSignerUri: `https://github.com/${LEG_CLAIMS.job_workflow_ref}`,
      buildSignerDigest: LEG_CLAIMS.job_workflow_sha,
      runnerEnvironment: 'github-hosted',
      sourceRepositoryUri: 'https://github.com/your-org/bookstore',
      sourceRepositoryDigest: LEG_CLAIMS.sha,
      sourceRepositoryRef: 'refs/heads/main',
      sourceRepositoryId: '123456789',
      sourceRepositoryOwnerUri: 'https://github.com/your-org',
      sourceRepositoryOwnerId: '4242',
      buildConfigUri: `https://github.com/${LEG_CLAIMS.workflow_ref}`,
      buildConfigDigest: LEG_CLAIMS.workflow_sha,
      buildTrigger: 'push',
      runInvocationUri: 'https://github.com/your-org/bookstore/actions/runs/777/attempts/2',
      visibility: 'public',
      environment: 'prod',
      tokenSubject: 'repo:your-org@4242/bookstore@123456789:environment:prod',
    })
  })

  test('leaves its timestamp out of the legacy encoding, where one would be over the envelope', async () => {
    const { bundle } = await bench.signer().signStatement(statementAbout(SUBJECT))
    const layer = legacyEncoding(bundle)
    expect(Object.keys(layer?.annotations ?? {})).not.toContain(LEGACY_ANNOTATIONS.timestamp)
    const foreign = { ...layer?.annotations, [LEGACY_ANNOTATIONS.timestamp]: '{"SignedRFC3161Timestamp":"AAAA"}' }
    const read = bench.trust.verifyLegacyEnvelope({ payload: layer?.payload ?? Buffer.of(), annotations: foreign })
    expect(read.subjects).toEqual([SUBJECT])
    const { layer: signature } = await bench.signer().signPayload(Buffer.from('a payload'))
    expect(Object.keys(signature.annotations)).toContain(LEGACY_ANNOTATIONS.timestamp)
  })

  test('verifies in the legacy encoding from the same log entry', async () => {
    const signed = await bench.signer().signStatement(statementAbout(SUBJECT))
    const layer = legacyEncoding(signed.bundle)
    const verified = bench.trust.verifyLegacyEnvelope(layer ?? { payload: Buffer.alloc(0), annotations: {} })
    expect(verified).toEqual({ ...bench.trust.verifyBundle(signed.bundle), signedAt: verified.signedAt })
  })

  test('over a simple signing payload verifies', async () => {
    const payload = Buffer.from(
      JSON.stringify({
        critical: {
          identity: { 'docker-reference': 'ghcr.io/your-org/catalog' },
          image: { 'docker-manifest-digest': SUBJECT },
          type: 'cosign container image signature',
        },
        optional: { leg: 'catalog' },
      }),
    )
    const signed = await bench.signer().signPayload(payload)
    const verified = bench.trust.verifyLegacySignature(signed.layer)
    expect(verified.digest).toBe(SUBJECT)
    expect(verified.annotations).toEqual({ leg: 'catalog' })
  })

  test('is one of many under one certificate, each with its own log entry and a proof in the grown log', async () => {
    const signer = bench.signer()
    const before = bench.http.requests.filter((request) => String(request.url).includes('signingCert')).length
    const digests = Array.from({ length: 6 }, (_, index) => digestOf(`image ${String(index)}`))
    const signed = await Promise.all(digests.map((digest) => signer.signStatement(statementAbout(digest))))
    const after = bench.http.requests.filter((request) => String(request.url).includes('signingCert')).length
    expect(after - before).toBe(1)
    expect(new Set(signed.map((each) => each.logIndex)).size).toBe(digests.length)
    expect(signed.map((each) => bench.trust.verifyBundle(each.bundle).subjects[0])).toEqual(digests)
  })
})
