import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { isPromoError } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import type { HttpClient, HttpRequest } from '@promo/http'
import fc from 'fast-check'
import { Header } from 'tar'
import { aStage, type Stage } from '../testing.ts'
import type { ToolPin } from './pin.ts'
import { installRelease } from './release.ts'

let stage: Stage
beforeEach(() => {
  stage = aStage({})
})
afterEach(() => stage.close())

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

interface Entry {
  readonly path: string
  readonly content?: string
  readonly type?: 'File' | 'SymbolicLink' | 'Link'
  readonly linkpath?: string
}

function tarball(...entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ path, content = '', type = 'File', linkpath = '' }) => {
    const bytes = Buffer.from(content)
    const header = Buffer.alloc(512)
    new Header({ path, mode: 0o644, size: bytes.length, mtime: new Date(0), type, linkpath }).encode(header)
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]
  })
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]))
}

/** A zip as PKWARE's APPNOTE has it: local headers, central directory, end. */
function zip(...entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { path, content = '' } of entries) {
    const name = Buffer.from(path)
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crc32(bytes), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(bytes.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), fields, rest, name]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end])
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

const PROGRAM = 'the program'
const GO_NAMES: Readonly<Record<string, string>> = { win32: 'windows', x64: 'amd64' }
const PLATFORM = [process.platform, process.arch].map((name) => GO_NAMES[name] ?? name).join('/')

function aPin(archive: Uint8Array, changes: { asset?: string; sha256?: string; memberSha256?: string } = {}): ToolPin {
  const asset = { asset: 'tool.tar.gz', sha256: sha256(archive), member: 'tool', ...changes }
  return {
    name: 'tool',
    version: '1.2.3',
    versionArguments: ['version'],
    repository: 'vendor/tool',
    tag: 'v1.2.3',
    assets: { [PLATFORM]: asset },
  }
}

/** A network that answers every request with these bytes. */
function answers(body: Uint8Array, status = 200, from?: string): HttpClient & { readonly requests: HttpRequest[] } {
  const requests: HttpRequest[] = []
  return {
    requests,
    request: () => Promise.reject(new TypeError('archives are streamed')),
    stream: (request) => {
      requests.push(request)
      return Promise.resolve({
        status,
        headers: new Headers(),
        url: new URL(from ?? request.url),
        body: (async function* () {
          for (let at = 0; at < body.length; at += 1000) yield body.subarray(at, at + 1000)
        })(),
        cancel: () => Promise.resolve(),
      })
    },
  }
}

const fine = (): Promise<void> => Promise.resolve()

function install(pin: ToolPin, http: HttpClient, verify: (path: string) => Promise<void> = fine): Promise<string> {
  return installRelease(pin, join(stage.directory, 'cache'), { ...stage.ports, http }, verify)
}

/** Everything below the stage but the tools and the layout it came with. */
function files(): readonly string[] {
  return readdirSync(stage.directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name).slice(stage.directory.length + 1))
    .filter((path) => !/^(?:tools|layout)[/\\]/.test(path))
}

describe('a release', () => {
  test.each([
    ['tool.tar.gz', tarball({ path: 'README.md', content: 'x' }, { path: 'tool', content: PROGRAM })],
    ['tool.zip', zip({ path: 'README.md', content: 'x' }, { path: 'tool', content: PROGRAM })],
  ])('in %s is downloaded from the address of the pin, once, and put in place', async (asset, archive) => {
    const pin = aPin(archive, { asset, memberSha256: sha256(Buffer.from(PROGRAM)) })
    const http = answers(archive)
    const path = await install(pin, http)
    expect(readFileSync(path, 'utf8')).toBe(PROGRAM)
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o755)
    expect(http.requests.map(({ url }) => String(url))).toEqual([
      `https://github.com/vendor/tool/releases/download/v1.2.3/${asset}`,
    ])
    expect(await install(pin, answers(Buffer.from('not asked for')))).toBe(path)
    expect(files()).toEqual([join('cache', 'tool', '1.2.3', 'tool')])
  })

  test('that was changed in the cache is downloaded again', async () => {
    const archive = tarball({ path: 'tool', content: PROGRAM })
    const pin = aPin(archive, { memberSha256: sha256(Buffer.from(PROGRAM)) })
    const path = await install(pin, answers(archive))
    writeFileSync(path, 'something else')
    await install(pin, answers(archive))
    expect(readFileSync(path, 'utf8')).toBe(PROGRAM)
  })

  test('larger than one write of the parser arrives whole', async () => {
    const content = 'x'.repeat(3_000_000)
    const archive = tarball({ path: 'tool', content })
    expect(statSync(await install(aPin(archive), answers(archive))).size).toBe(content.length)
  })
})

describe('nothing is put in place', () => {
  afterEach(() => expect(files()).toEqual([]))

  test.each<[string, Buffer]>([
    ['no such file', tarball({ path: 'other', content: PROGRAM })],
    ['the file above its top', tarball({ path: '../tool', content: PROGRAM })],
    ['the file at an absolute path', tarball({ path: '/tool', content: PROGRAM })],
    ['the file twice', tarball({ path: 'tool', content: PROGRAM }, { path: 'tool', content: 'evil' })],
    ['a symbolic link of its name', tarball({ path: 'tool', type: 'SymbolicLink', linkpath: '/bin/sh' })],
    ['a hard link of its name', tarball({ path: 'tool', type: 'Link', linkpath: '/etc/passwd' })],
    ['half of it', tarball({ path: 'tool', content: PROGRAM.repeat(1000) }).subarray(0, 40)],
    ['a page', Buffer.from('<html>Not Found</html>')],
    ['nothing', Buffer.alloc(0)],
    ['too many files', tarball(...Array.from({ length: 1200 }, (_, n) => ({ path: `f${String(n)}` })))],
  ])('when a tar holds %s, even by its hash', async (_what, archive) => {
    await expectCode('tool-refused', () => install(aPin(archive), answers(archive)))
  })

  test.each<[string, Buffer]>([
    ['no such file', zip({ path: 'other', content: PROGRAM })],
    ['the file above its top', zip({ path: '../tool', content: PROGRAM })],
    ['the file twice', zip({ path: 'tool', content: PROGRAM }, { path: 'tool', content: 'evil' })],
    ['half of it', zip({ path: 'tool', content: PROGRAM }).subarray(0, 40)],
    ['a page', Buffer.from('<html>Not Found</html>')],
  ])('when a zip holds %s, even by its hash', async (_what, archive) => {
    await expectCode('tool-refused', () => install(aPin(archive, { asset: 'tool.zip' }), answers(archive)))
  })

  test('when the archive has another hash', async () => {
    const archive = tarball({ path: 'tool', content: PROGRAM })
    const error = await expectCode('tool-refused', () =>
      install(aPin(archive), answers(tarball({ path: 'tool', content: 'evil' }))),
    )
    expect(error.facts['wanted']).toBe(sha256(archive))
  })

  test('when the file in it has another hash', async () => {
    const archive = tarball({ path: 'tool', content: PROGRAM })
    await expectCode('tool-refused', () => install(aPin(archive, { memberSha256: '0'.repeat(64) }), answers(archive)))
  })

  test('when it is not what it says it is', async () => {
    const archive = tarball({ path: 'tool', content: PROGRAM })
    await expect(
      install(aPin(archive), answers(archive), () => Promise.reject(new TypeError('wrong version'))),
    ).rejects.toThrow()
  })

  test('when the vendor answers with another status, or from another host', async () => {
    const archive = tarball({ path: 'tool', content: PROGRAM })
    await expectCode('tool-missing', () => install(aPin(archive), answers(archive, 404)))
    await expectCode('tool-missing', () =>
      install(aPin(archive), answers(archive, 200, 'https://evil.example/tool.tar.gz')),
    )
  })

  test('when there is no release for this platform', async () => {
    const pin = { ...aPin(Buffer.alloc(0)), assets: {} }
    await expectCode('tool-missing', () => install(pin, answers(Buffer.alloc(0))))
  })

  test('when any byte of the archive was changed and the pin with it', async () => {
    const archive = tarball({ path: 'tool', content: PROGRAM })
    await fc.assert(
      fc.asyncProperty(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const changed = Buffer.from(archive)
        changed[at] = (changed[at] ?? 0) ^ change
        const pin = aPin(changed, { memberSha256: sha256(Buffer.from(PROGRAM)) })
        await install(pin, answers(changed)).then(
          // gzip's header holds a time and a system: those may change.
          (path) => {
            expect(readFileSync(path, 'utf8')).toBe(PROGRAM)
            rmSync(path)
          },
          (error: unknown) => expect(isPromoError(error)).toBe(true),
        )
      }),
      { numRuns: 60 },
    )
  })
})
