import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { PromoError } from '@promo/core'
import fc from 'fast-check'
import { compareLayers } from './layer-differences.ts'
import { aLayer, type TestEntry } from './testing.ts'

const FILES: readonly TestEntry[] = [
  { path: 'etc/', type: 'Directory' },
  { path: 'etc/os-release', content: 'NAME=promo' },
  { path: 'bin/sh', type: 'SymbolicLink', linkpath: 'busybox' },
  { path: 'dev/null', type: 'CharacterDevice', devmaj: 1, devmin: 3 },
  { path: 'usr/bin/ping', content: 'elf', xattrs: { 'security.capability': '\x01\x00\x02' } },
]

async function* stream(bytes: Uint8Array, size = 700): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}

const compare = (first: Uint8Array, second: Uint8Array, shown = 100): ReturnType<typeof compareLayers> =>
  compareLayers(stream(first), stream(second), shown)

const changed = (path: string, change: Partial<TestEntry>): Uint8Array =>
  aLayer(FILES.map((file) => (file.path === path ? { ...file, ...change } : file)))

describe('two layers', () => {
  test('with the same entries differ in nothing, however they are packed', async () => {
    const tar = aLayer(FILES)
    for (const [first, second] of [
      [tar, gzipSync(tar)],
      [gzipSync(tar, { level: 1 }), zstdCompressSync(tar)],
      [tar, aLayer(FILES.toReversed())],
    ] as const)
      expect(await compare(first, second)).toEqual({ entries: [], differing: 0, kinds: new Set() })
  })

  test.each<[string, string, Partial<TestEntry>, readonly string[]]>([
    ['mode', 'etc/os-release', { mode: 0o600 }, ['mode']],
    ['owner', 'etc/os-release', { uid: 1000, gid: 50 }, ['uid', 'gid']],
    ['owner by name', 'etc/os-release', { uname: 'app' }, ['owner']],
    ['time', 'etc/os-release', { mtime: new Date('2026-11-25T10:00:01Z') }, ['mtime']],
    ['time below a second', 'etc/os-release', { mtime: new Date('2026-11-25T10:00:00.5Z') }, ['mtime']],
    ['content', 'etc/os-release', { content: 'NAME=other' }, ['content']],
    ['size', 'etc/os-release', { content: 'NAME=promo\n' }, ['size', 'content']],
    ['link', 'bin/sh', { linkpath: 'bash' }, ['link']],
    ['type', 'bin/sh', { type: 'Link' }, ['type']],
    ['device', 'dev/null', { devmin: 5 }, ['device']],
    ['extended attribute', 'usr/bin/ping', { xattrs: { 'security.capability': '\x01\x00\x03' } }, ['xattrs']],
    ['absence of one', 'usr/bin/ping', { xattrs: {} }, ['xattrs']],
  ])('differ in the %s of an entry', async (_what, path, change, attributes) => {
    const { entries, differing } = await compare(aLayer(FILES), changed(path, change))
    expect(entries).toEqual([{ path, change: 'changed', attributes }])
    expect(differing).toBe(1)
  })

  test('differ in what only one of them has, and in how often it has it', async () => {
    const more = aLayer([...FILES, { path: 'new', content: '' }, { path: 'etc/os-release', content: 'NAME=promo' }])
    const added = await compare(aLayer(FILES), more)
    expect(added.entries.map(({ path, change }) => [path, change])).toEqual([
      ['new', 'added'],
      ['etc/os-release', 'added'],
    ])
    const removed = await compare(more, aLayer(FILES))
    expect(removed.entries.map(({ change }) => change)).toEqual(['removed', 'removed'])
  })

  test('show the first differences and count all', async () => {
    const many = (content: string): Uint8Array =>
      aLayer(Array.from({ length: 50 }, (_, index) => ({ path: `f${String(index)}`, content })))
    const { entries, differing, kinds } = await compare(many('a'), many('b'), 3)
    expect([entries.length, differing, [...kinds]]).toEqual([3, 50, ['content']])
  })

  test('find exactly the entries that were changed', async () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(names, fc.infiniteStream(fc.boolean()), async (paths, coins) => {
        const touched = paths.filter(() => coins.next().value)
        const files = paths.map((path) => ({ path, content: path }))
        const second = files.map((file) => (touched.includes(file.path) ? { ...file, mode: 0o777 } : file))
        const { entries } = await compare(aLayer(files), aLayer(second))
        expect(entries.map(({ path }) => path)).toEqual(touched)
      }),
      { numRuns: 30 },
    )
  })
})

describe('a layer that cannot be read', () => {
  const tar = aLayer(FILES)
  test.each<[string, Uint8Array]>([
    ['is no tar', Buffer.from('no tar at all'.repeat(100))],
    ['ends early', tar.subarray(0, 1500)],
    ['ends early, packed', gzipSync(tar).subarray(0, 60)],
    ['has a wrong checksum', Buffer.concat([tar.subarray(0, 148), Buffer.from('0000000'), tar.subarray(155)])],
    ['is a bomb of zeros', zstdCompressSync(Buffer.alloc(20 * 1024 * 1024))],
    ['has frames that are not read', Buffer.concat([zstdCompressSync(tar), zstdCompressSync(tar)])],
    ['has bytes behind its end', Buffer.concat([gzipSync(tar), Buffer.from('more')])],
  ])('is named, and nothing is said of its entries, when it %s', async (_what, bytes) => {
    for (const [first, second] of [
      [bytes, tar],
      [tar, bytes],
    ] as const) {
      const { entries, differing, unread } = await compare(first, second)
      expect([entries, differing, typeof unread]).toEqual([[], 0, 'string'])
    }
  })

  test('lets go of its source, packed or not, wherever it stops', async () => {
    const bomb = zstdCompressSync(Buffer.alloc(20 * 1024 * 1024))
    const noTar = Buffer.from('no tar at all'.repeat(1000))
    for (const bytes of [tar, gzipSync(tar), gzipSync(tar).subarray(0, 60), bomb, noTar, gzipSync(noTar)]) {
      const open = new Set(['first'])
      async function* file(): AsyncIterable<Uint8Array> {
        try {
          yield* stream(bytes, 100)
        } finally {
          open.delete('first')
        }
      }
      await compareLayers(file(), stream(tar), 1)
      await new Promise(setImmediate)
      expect([...open]).toEqual([])
    }
  })

  test('lets a fault of its source through', async () => {
    const fault = new PromoError('x', { ending: 'infrastructure', remedy: 'y' }, {}, 'z')
    async function* failing(): AsyncIterable<Uint8Array> {
      yield await Promise.resolve(tar.subarray(0, 600))
      throw fault
    }
    await expect(compareLayers(failing(), stream(tar), 1)).rejects.toBe(fault)
  })
})
