import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { systemClock } from '@promo/core'
import { RFC3161Timestamp } from '@sigstore/core'
import { Integer, ObjectIdentifier, OctetString, Sequence, Boolean as Asn1Boolean, Null } from 'asn1js'
import type { SandboxResponse } from '../network/index.ts'
import { createOidcIssuer, type GitHubClaims } from '../oidc/index.ts'
import { createSandboxSigstore } from './index.ts'

const CLAIMS: GitHubClaims = {
  actor: 'dev',
  actor_id: '1',
  base_ref: '',
  event_name: 'push',
  head_ref: '',
  job_workflow_ref: 'org/promo/.github/workflows/leg.yml@refs/tags/v1',
  job_workflow_sha: 'a'.repeat(40),
  ref: 'refs/heads/main',
  ref_protected: 'true',
  ref_type: 'branch',
  repository: 'o/r',
  repository_id: '2',
  repository_owner: 'o',
  repository_owner_id: '3',
  repository_visibility: 'public',
  run_attempt: '1',
  run_id: '4',
  run_number: '5',
  runner_environment: 'github-hosted',
  sha: 'b'.repeat(40),
  workflow: 'w',
  workflow_ref: 'o/r/.github/workflows/w.yml@refs/heads/main',
  workflow_sha: 'b'.repeat(40),
}

const issuer = createOidcIssuer({ clock: systemClock })
const sigstore = await createSandboxSigstore({ issuer, clock: systemClock })

function send(
  url: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
  method = 'POST',
): Promise<SandboxResponse> {
  const target = new URL(url)
  const handler = sigstore.handlers.get(target.host) ?? issuer.handler
  return handler({ method, url: target, headers, body: Buffer.from(body) })
}

function certificateRequest(token: string, signedText: string, inHeader = false): Promise<SandboxResponse> {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const body = {
    ...(inHeader ? {} : { credentials: { oidcIdentityToken: token } }),
    publicKeyRequest: {
      publicKey: { algorithm: 'ECDSA', content: keys.publicKey.export({ format: 'pem', type: 'spki' }) },
      proofOfPossession: sign('sha256', Buffer.from(signedText), keys.privateKey).toString('base64'),
    },
  }
  const headers: Record<string, string> = inHeader ? { authorization: `Bearer ${token}` } : {}
  return send('https://fulcio.sigstore.dev/api/v2/signingCert', JSON.stringify(body), headers)
}

/** The request of cosign 2 (fulcio, pkg/api/client.go): the key in DER, the proof under its first name. */
async function legacyRequest(token: string, signedText: string): Promise<SandboxResponse> {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const content = keys.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  const signedEmailAddress = sign('sha256', Buffer.from(signedText), keys.privateKey).toString('base64')
  const body = JSON.stringify({ publicKey: { algorithm: 'ecdsa', content }, signedEmailAddress })
  return send('https://fulcio.sigstore.dev/api/v1/signingCert', body, { authorization: `Bearer ${token}` })
}

const SUBJECT = 'repo:o@3/r@2:ref:refs/heads/main'

describe('the OIDC issuer', () => {
  test('gives a token to the holder of a ticket only, with the audience that was asked for', async () => {
    const { url, token } = issuer.ticket(CLAIMS)
    expect((await send(`${url}&audience=sigstore`, '', {}, 'GET')).status).toBe(401)
    const answer = await send(`${url}&audience=sigstore`, '', { authorization: `Bearer ${token}` }, 'GET')
    const { value } = JSON.parse(String(answer.body)) as { value: string }
    await expect(issuer.verify(value, 'sigstore')).resolves.toMatchObject({ sub: SUBJECT, repository_id: '2' })
    await expect(issuer.verify(value, 'other')).rejects.toThrow()
  })
})

describe('Fulcio', () => {
  test.each([false, true])('certifies the holder of a token (in the header: %s)', async (inHeader) => {
    const answer = await certificateRequest(await issuer.issue(CLAIMS, 'sigstore'), SUBJECT, inHeader)
    expect(answer.status).toBe(200)
  })

  test('gives clients of its v1 API the certificate and the root as PEM, one after the other', async () => {
    const answer = await legacyRequest(await issuer.issue(CLAIMS, 'sigstore'), SUBJECT)
    expect([answer.status, answer.headers?.['content-type']]).toEqual([201, 'application/pem-certificate-chain'])
    const [leaf, root] = String(answer.body).split(/(?<=-----END CERTIFICATE-----\n)\n/)
    expect(new X509Certificate(leaf ?? '').verify(new X509Certificate(root ?? '').publicKey)).toBe(true)
    const roots = await send('https://fulcio.sigstore.dev/api/v1/rootCert', '', {}, 'GET')
    expect(roots.body).toBe(root)
  })

  test('asks clients of its v1 API for the same proofs', async () => {
    expect((await legacyRequest(await issuer.issue(CLAIMS, 'sigstore'), 'someone else')).status).toBe(400)
    expect((await legacyRequest(await issuer.issue(CLAIMS, 'aws'), SUBJECT)).status).toBe(401)
    expect((await send('https://fulcio.sigstore.dev/api/v1/signingCert', 'nonsense')).status).toBe(400)
  })

  test('refuses a key that the caller does not prove to have', async () => {
    expect((await certificateRequest(await issuer.issue(CLAIMS, 'sigstore'), 'someone else')).status).toBe(400)
  })

  test('refuses a token for another audience', async () => {
    expect((await certificateRequest(await issuer.issue(CLAIMS, 'aws'), SUBJECT)).status).toBe(401)
  })
})

describe('Rekor', () => {
  test('refuses an envelope whose signature does not verify', async () => {
    const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const verifier = Buffer.from(keys.publicKey.export({ format: 'pem', type: 'spki' })).toString('base64')
    const envelope = JSON.stringify({ payloadType: 'a', payload: 'AA==', signatures: [{ sig: 'AA==' }] })
    const spec = { proposedContent: { envelope, verifiers: [verifier] } }
    const body = JSON.stringify({ apiVersion: '0.0.1', kind: 'dsse', spec })
    expect((await send('https://rekor.sigstore.dev/api/v1/log/entries', body)).status).toBe(400)
  })

  test('has no entry that was not made', async () => {
    const answer = await send(`https://rekor.sigstore.dev/api/v1/log/entries/${'0'.repeat(80)}`, '', {}, 'GET')
    expect(answer.status).toBe(404)
  })
})

describe('the timestamp authority', () => {
  test('answers an RFC 3161 query, in whole seconds that can be read back', async () => {
    const imprint = Buffer.alloc(32, 7)
    const algorithm = new Sequence({ value: [new ObjectIdentifier({ value: '2.16.840.1.101.3.4.2.1' }), new Null()] })
    const query = new Sequence({
      value: [
        new Integer({ value: 1 }),
        new Sequence({ value: [algorithm, new OctetString({ valueHex: imprint })] }),
        new Integer({ value: 4711 }),
        new Asn1Boolean({ value: true }),
      ],
    })
    const headers = { 'content-type': 'application/timestamp-query' }
    const answer = await send('https://timestamp.sigstore.dev/api/v1/timestamp', new Uint8Array(query.toBER()), headers)
    expect(answer.status).toBe(201)
    const token = RFC3161Timestamp.parse(Buffer.from(answer.body ?? ''))
    expect(token.signingTime.getMilliseconds()).toBe(0)
    expect(Buffer.from(token.tstInfo.messageImprintHashedMessage)).toEqual(imprint)
  })

  test('refuses what is no query', async () => {
    const headers = { 'content-type': 'application/timestamp-query' }
    expect((await send('https://timestamp.sigstore.dev/api/v1/timestamp', 'nonsense', headers)).status).toBe(400)
  })
})
