import { describe, expect, it } from '@jest/globals'
import { digestOf, parseImageName, parseImageReference, pinImage } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import type { RegistryClient } from './client.ts'
import { OCI_INDEX, OCI_MANIFEST } from './media-types.ts'
import { anImage, bytesOf, clientOver, collect, type HostAnswer } from './testing.ts'

const APP = parseImageName('registry.example.com/app')
const image = anImage('app')
const { digest } = image.descriptor

function answered(answer: HostAnswer): RegistryClient {
  return clientOver(() => answer).client
}

describe('a manifest', () => {
  const whole = { status: 200, headers: { 'content-type': OCI_MANIFEST }, body: image.bytes }

  it('with other bytes than its digest is refused', async () => {
    await expectCode('digest-mismatch', () =>
      answered({ ...whole, body: anImage('other').bytes }).manifest(APP, digest),
    )
  })

  it('with other bytes than its header says is refused, by tag too', async () => {
    const headers = { ...whole.headers, 'docker-content-digest': digestOf('other') }
    await expectCode('digest-mismatch', () => answered({ ...whole, headers }).manifest(APP, { tag: 'v1' }))
  })

  it('under another media type is refused', async () => {
    await expectCode('manifest-invalid', () =>
      answered({ ...whole, headers: { 'content-type': OCI_INDEX } }).manifest(APP, digest),
    )
  })

  it('sent without a known media type is read as what it says it is', async () => {
    const found = await answered({ ...whole, headers: { 'content-type': 'application/json' } }).manifest(APP, digest)
    expect(found.mediaType).toBe(OCI_MANIFEST)
  })

  it('that is missing, forbidden or not to be had ends in three ways', async () => {
    await expectCode('manifest-missing', () => answered({ status: 404 }).manifest(APP, digest))
    await expectCode('registry-unauthorized', () => answered({ status: 403 }).manifest(APP, digest))
    await expectCode('registry-unavailable', () => answered({ status: 503 }).manifest(APP, digest))
    const body = '{"errors":[{"code":"TOOMANYREQUESTS"}]}'
    await expectCode('registry-unavailable', () => answered({ status: 403, body }).manifest(APP, digest))
  })

  it('that was written but is reported under another digest is refused', async () => {
    const client = answered({ status: 201, headers: { 'docker-content-digest': digestOf('other') } })
    await expectCode('digest-mismatch', () => client.putManifest(APP, image.bytes, OCI_MANIFEST))
  })
})

describe('resolving', () => {
  it('asks for the manifest when HEAD does not describe it', async () => {
    const { client } = clientOver(({ method }) =>
      method === 'HEAD'
        ? { status: 200 }
        : { status: 200, headers: { 'content-type': OCI_MANIFEST }, body: image.bytes },
    )
    expect(await client.resolve(parseImageReference(`${APP}:v1`))).toMatchObject({
      digest,
      size: image.bytes.byteLength,
    })
  })

  it('does not believe a HEAD that names another digest than the one asked for', async () => {
    const headers = { 'content-type': OCI_MANIFEST, 'content-length': '7', 'docker-content-digest': digestOf('other') }
    const { client } = clientOver(({ method }) =>
      method === 'HEAD'
        ? { status: 200, headers }
        : { status: 200, headers: { 'content-type': OCI_MANIFEST }, body: anImage('other').bytes },
    )
    await expectCode('digest-mismatch', () => client.resolve(pinImage(APP, digest)))
  })
})

describe('a blob', () => {
  const content = bytesOf('x'.repeat(3000))
  const descriptor = { digest: digestOf(content), size: content.byteLength }

  it.each([
    ['other bytes', bytesOf('y'.repeat(3000))],
    ['more bytes', bytesOf('x'.repeat(3001))],
    ['fewer bytes', bytesOf('x'.repeat(2999))],
  ])('with %s is refused before its end is handed out', async (_what, body) => {
    const received: Uint8Array[] = []
    await expectCode('content-mismatch', async () => {
      for await (const chunk of answered({ status: 200, body }).blob(APP, descriptor)) received.push(chunk)
    })
    expect(Buffer.concat(received).byteLength).toBeLessThan(3000)
  })

  it('read whole is hashed too', async () => {
    await expectCode('content-mismatch', () =>
      answered({ status: 200, body: 'other' }).readBlob(APP, descriptor.digest, 5000),
    )
  })

  it('that is missing is named', async () => {
    await expectCode('blob-missing', () => collect(answered({ status: 404 }).blob(APP, descriptor)))
  })

  it('follows a redirect to storage without credentials', async () => {
    const { client, http } = clientOver(
      ({ headers }) =>
        headers['authorization'] === undefined
          ? { status: 401, headers: { 'www-authenticate': 'Basic' } }
          : { status: 307, headers: { location: 'https://storage.example.net/blob?signature=s' } },
      { 'storage.example.net': () => ({ status: 200, body: content }) },
    )
    expect(await collect(client.blob(APP, descriptor))).toEqual(Buffer.from(content))
    expect(http.requests.at(-1)?.headers).not.toHaveProperty('authorization')
  })
})
