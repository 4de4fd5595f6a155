import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { digestOf, type Digest } from '@promo/core'
import fc from 'fast-check'
import { Header } from 'tar'
import { readTarEntries, writeEntry } from './tar-entries.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'promo-tar-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

function tarOf(members: readonly (readonly [path: string, body: Uint8Array])[]): Buffer {
  const parts = members.map(([path, body]) => {
    const header = new Header({ path, type: 'File', size: body.byteLength, mode: 0o644 })
    header.encode()
    return [header.block ?? Buffer.alloc(0), body, Buffer.alloc((512 - (body.byteLength % 512)) % 512)]
  })
  return Buffer.concat([...parts.flat(), Buffer.alloc(1024)])
}

async function fileOf(bytes: Uint8Array): Promise<string> {
  const file = join(await mkdtemp(join(directory, 'file-')), 'a.tar')
  await writeFile(file, bytes)
  return file
}

async function unpack(bytes: Uint8Array): Promise<Readonly<Record<string, Digest>>> {
  const [file, to] = [await fileOf(bytes), await mkdtemp(join(directory, 'out-'))]
  await readTarEntries(file, (entry) =>
    entry.path.startsWith('x') ? undefined : writeEntry(entry, join(to, entry.path)),
  )
  const names = await readdir(to)
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, digestOf(await readFile(join(to, name)))] as const)),
  )
}

describe('a tar', () => {
  it('gives every byte of what is wanted, in whatever sizes, packed or not', async () => {
    const size = fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 250_000, max: 600_000 }))
    const members = fc.array(fc.tuple(fc.boolean(), size), { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(members, fc.boolean(), async (sizes, isPacked) => {
        const all = sizes.map(([isWanted, bytes], place) => {
          return [`${isWanted ? 'a' : 'x'}${place}`, randomBytes(bytes)] as const
        })
        const tar = tarOf(all)
        const wanted = all
          .filter(([path]) => path.startsWith('a'))
          .map(([path, body]) => [path, digestOf(body)] as const)
        expect(await unpack(isPacked ? gzipSync(tar) : tar)).toEqual(Object.fromEntries(wanted))
      }),
      { numRuns: 15 },
    )
  })

  it('of thousands of entries is not read ahead of what is done with them', async () => {
    const file = await fileOf(
      tarOf(Array.from({ length: 5000 }, (_, place) => [`a${place}`, Buffer.from('x')] as const)),
    )
    let running = 0
    let most = 0
    await readTarEntries(file, async (entry) => {
      running += 1
      most = Math.max(most, running)
      await entry.concat()
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
    })
    expect(running).toBe(0)
    expect(most).toBeLessThanOrEqual((256 * 1024) / 1024)
  })

  it('ends with what its reader threw, and at the file that could not be written', async () => {
    const file = await fileOf(
      tarOf([
        ['a', Buffer.alloc(900_000)],
        ['b', Buffer.alloc(10)],
      ]),
    )
    const fault = new Error('no')
    const thrower = (path: string) => (entry: { readonly path: string }) => {
      if (entry.path === path) throw fault
      return undefined
    }
    await expect(readTarEntries(file, thrower('a'))).rejects.toBe(fault)
    await expect(readTarEntries(file, thrower('b'))).rejects.toBe(fault)
    const nowhere = (entry: Parameters<typeof writeEntry>[0]) => writeEntry(entry, join(directory, 'none', entry.path))
    await expect(readTarEntries(file, nowhere)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('that ends in the middle of an entry is refused', async () => {
    const file = await fileOf(tarOf([['a', Buffer.alloc(900_000)]]).subarray(0, 500_000))
    const to = await mkdtemp(join(directory, 'cut-'))
    await expect(readTarEntries(file, (entry) => writeEntry(entry, join(to, 'a')))).rejects.toMatchObject({
      code: 'TAR_BAD_ARCHIVE',
    })
  })
})
