import { describe, expect, it } from '@jest/globals'
import { digestOf, parseImageName } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import fc from 'fast-check'
import { bytesOf, clientOver, collect, type Host, type HostAnswer } from './testing.ts'

const APP = parseImageName('registry.example.com/app')
const content = new Uint8Array(4500).map((_, index) => (index * 31) % 251)
const descriptor = { digest: digestOf(content), size: content.byteLength }

/** Honours ranges, and breaks the answers as listed: after so many bytes of what was asked for. */
function cutting(cuts: readonly number[]): Host {
  const left = [...cuts]
  return ({ headers }) => {
    const first = Number(/^bytes=(\d+)-$/.exec(headers['range'] ?? 'bytes=0-')?.[1])
    const cutAt = left.shift()
    const range = { 'content-range': `bytes ${first}-${content.byteLength - 1}/${content.byteLength}` }
    const answer = { headers: first === 0 ? {} : range, body: content.subarray(first) }
    return { status: first === 0 ? 200 : 206, ...answer, ...(cutAt === undefined ? {} : { cutAt }) }
  }
}

/** The first answer ends as told, later ones are those of `then`. */
function firstThen(first: HostAnswer, then: Host): Host {
  let asked = 0
  return (request) => ((asked += 1) === 1 ? first : then(request))
}

describe('a download', () => {
  it('goes on where it was cut, at whatever bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(4600), { maxLength: 4 }), async (cuts) => {
        expect(await collect(clientOver(cutting(cuts)).client.blob(APP, descriptor))).toEqual(Buffer.from(content))
      }),
      { numRuns: 20 },
    )
  })

  it('that is cut again and again is given up', async () => {
    const { client, http } = clientOver(cutting(Array<number>(9).fill(100)))
    await expectCode('http-unreachable', () => collect(client.blob(APP, descriptor)))
    expect(http.requests).toHaveLength(5)
  })

  it('goes on when the body just ends, and not when the registry has no more', async () => {
    const short = { status: 200, body: content.subarray(0, 2000) }
    const { client } = clientOver(firstThen(short, cutting([])))
    expect(await collect(client.blob(APP, descriptor))).toEqual(Buffer.from(content))
    const never = clientOver(() => short)
    await expectCode('content-mismatch', () => collect(never.client.blob(APP, descriptor)))
    expect(never.http.requests).toHaveLength(2)
  })

  it.each([
    ['ignores the range', { status: 200, body: content }],
    [
      'begins earlier',
      { status: 206, headers: { 'content-range': 'bytes 500-4499/4500' }, body: content.subarray(500) },
    ],
    ['gives no content-range', { status: 206, body: content.subarray(1000) }],
  ])('is whole also when the registry %s', async (_what, answer) => {
    const { client } = clientOver(firstThen({ status: 200, body: content, cutAt: 1000 }, () => answer))
    expect(await collect(client.blob(APP, descriptor))).toEqual(Buffer.from(content))
  })

  it('is asked for whole when its range is refused', async () => {
    const { client, http } = clientOver(({ headers }) => {
      if (headers['range'] !== undefined) return { status: 416 }
      return { status: 200, body: content, ...(http.requests.length === 1 ? { cutAt: 1000 } : {}) }
    })
    expect(await collect(client.blob(APP, descriptor))).toEqual(Buffer.from(content))
  })

  it.each([
    ['begins later', 206, { 'content-range': 'bytes 1500-4499/4500' }, 'registry-response-invalid'],
    ['tells no bytes', 206, { 'content-range': 'lines 1-2/3' }, 'registry-response-invalid'],
    ['lost it meanwhile', 404, {}, 'blob-missing'],
    ['does not allow it any more', 403, {}, 'registry-unauthorized'],
  ])('ends when the registry %s', async (_what, status, headers, code) => {
    const first = { status: 200, body: content, cutAt: 1000 }
    const { client } = clientOver(firstThen(first, () => ({ status, headers, body: content.subarray(1000) })))
    await expectCode(code, () => collect(client.blob(APP, descriptor)))
  })

  it('of nothing is nothing', async () => {
    const { client } = clientOver(() => ({ status: 200, body: '' }))
    expect(await collect(client.blob(APP, { digest: digestOf(''), size: 0 }))).toHaveLength(0)
  })

  it('stops at the first byte too many', async () => {
    const { client } = clientOver(() => ({ status: 200, body: bytesOf('x'.repeat(9000)) }))
    const received: Uint8Array[] = []
    await expectCode('content-mismatch', async () => {
      for await (const chunk of client.blob(APP, descriptor)) received.push(chunk)
    })
    expect(Buffer.concat(received).byteLength).toBeLessThanOrEqual(descriptor.size)
  })
})

describe('whether a blob is there', () => {
  const blob = { ...descriptor, open: () => collectable() }
  const asked = (answer: HostAnswer): Promise<unknown> => clientOver(() => answer).client.putBlob(APP, blob)

  async function* collectable(): AsyncIterable<Uint8Array> {
    yield await Promise.resolve(content)
  }

  it('is not believed of a web page, nor of another digest', async () => {
    expect(await asked({ status: 200 })).toBe('present')
    await expectCode('registry-response-invalid', () =>
      asked({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } }),
    )
    await expectCode('content-mismatch', () =>
      asked({ status: 200, headers: { 'docker-content-digest': digestOf('other') } }),
    )
  })
})
