import { describe, expect, it } from '@jest/globals'
import { digestOf, parseImageName } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { blobOf } from './blob-bytes.ts'
import { bytesOf, clientOver, type Host } from './testing.ts'

const APP = parseImageName('registry.example.com/app')

describe('an upload', () => {
  const content = bytesOf('content')
  const blob = blobOf(content)

  /** A registry without the blob, that sends uploads to `location` and answers PUT. */
  function uploads(location: string | undefined, put: Host): Host {
    return (request) => {
      if (request.method === 'HEAD') return { status: 404 }
      if (request.method === 'PUT') return put(request)
      return { status: 202, headers: location === undefined ? {} : { location } }
    }
  }

  it.each([
    [
      '/v2/app/blobs/uploads/1?_state=a%2Fb%3D%3D',
      'https://registry.example.com/v2/app/blobs/uploads/1?_state=a%2Fb%3D%3D&digest=',
    ],
    ['2', 'https://registry.example.com/v2/app/blobs/uploads/2?digest='],
    ['https://registry.example.com/x?y', 'https://registry.example.com/x?y&digest='],
  ])('to %s keeps the query as it is', async (location, start) => {
    const { client, http } = clientOver(uploads(location, () => ({ status: 201 })))
    await client.putBlob(APP, blob)
    expect(http.requests.at(-1)?.url.href).toBe(`${start}${encodeURIComponent(blob.digest)}`)
  })

  it('sent to another origin carries no authorization', async () => {
    const basic = 'Basic cm9ib3Q6c2VjcmV0'
    const registry = uploads('https://storage.example.net/upload?s=1', () => ({ status: 500 }))
    const { client, http } = clientOver(
      (request) =>
        request.headers['authorization'] === basic
          ? registry(request)
          : { status: 401, headers: { 'www-authenticate': 'Basic' } },
      { 'storage.example.net': () => ({ status: 201 }) },
    )
    await client.putBlob(APP, blob)
    expect(http.requests.at(-1)).toMatchObject({
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
    })
    expect(http.requests.at(-1)?.headers).not.toHaveProperty('authorization')
    expect(http.requests.at(-2)?.headers).toHaveProperty('authorization')
  })

  it.each([
    'http://registry.example.com/x',
    'https://169.254.169.254/x',
    'https://127.0.0.1/x',
    'https://a:b@registry.example.com/x',
  ])('is not sent to %s', async (location) => {
    const { client, http } = clientOver(uploads(location, () => ({ status: 201 })))
    await expectCode('location-refused', () => client.putBlob(APP, blob))
    expect(http.requests.filter(({ method }) => method === 'PUT')).toEqual([])
  })

  it('without a location is refused', async () => {
    const { client } = clientOver(uploads(undefined, () => ({ status: 201 })))
    await expectCode('registry-response-invalid', () => client.putBlob(APP, blob))
  })

  it('starts over when the registry lost the session, and not for ever', async () => {
    let puts = 0
    const { client } = clientOver(uploads('/u', () => ({ status: (puts += 1) < 3 ? 404 : 201 })))
    expect(await client.putBlob(APP, blob)).toBe('uploaded')
    const never = clientOver(uploads('/u', () => ({ status: 404 })))
    await expectCode('registry-refused', () => never.client.putBlob(APP, blob))
    expect(never.http.requests.filter(({ method }) => method === 'PUT')).toHaveLength(4)
  })

  it('whose answer was lost counts when the blob is there', async () => {
    let stored = false
    const { client, http } = clientOver(({ method }) => {
      if (method === 'HEAD') return { status: stored ? 200 : 404 }
      if (method === 'POST') return { status: 202, headers: { location: '/u' } }
      stored = true
      return { status: 502 }
    })
    expect(await client.putBlob(APP, blob)).toBe('uploaded')
    expect(http.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1)
  })

  it('stored under another digest is refused', async () => {
    const { client } = clientOver(
      uploads('/u', () => ({ status: 201, headers: { 'docker-content-digest': digestOf('other') } })),
    )
    await expectCode('content-mismatch', () => client.putBlob(APP, blob))
  })
})
