import { mkdir, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import { digestOf, hexOf } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { create, Header } from 'tar'
import { layoutImage, openLayout } from './layout.ts'
import { anImage, bytesOf, collect, pointer, type BuiltManifest } from './testing.ts'

const image = anImage('app')
const [config = new Uint8Array(), layer = new Uint8Array()] = image.blobs
let directory = ''

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'promo-layout-test-'))
})

afterAll(async () => {
  const left = (await readdir(tmpdir())).filter((name) => /^promo-layout-(?!test-)/.test(name))
  expect(left).toEqual([])
})

/** Writes a layout, then lets the test spoil it. */
async function aLayout(built: BuiltManifest = image): Promise<string> {
  const path = join(directory, 'layout')
  await mkdir(join(path, 'blobs', 'sha256'), { recursive: true })
  await writeFile(join(path, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}')
  await writeFile(join(path, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [built.descriptor] }))
  for (const bytes of [built.bytes, ...built.blobs]) await writeFile(blobFile(path, bytes), bytes)
  return path
}

function blobFile(path: string, bytes: Uint8Array): string {
  return join(path, 'blobs', 'sha256', hexOf(digestOf(bytes)))
}

async function tarOf(path: string, gzip = false): Promise<string> {
  const file = join(directory, 'layout.tar')
  await create({ file, cwd: path, gzip }, ['oci-layout', 'index.json', 'blobs'])
  return file
}

/** A tar written member by member, for names and types no honest tool writes. */
async function rawTar(
  members: readonly { path: string; type?: 'File' | 'SymbolicLink' | 'Link'; linkpath?: string; body?: Uint8Array }[],
): Promise<string> {
  const parts = members.map(({ path, type = 'File', linkpath, body = new Uint8Array() }) => {
    const header = new Header({
      path,
      type,
      size: body.byteLength,
      mode: 0o777,
      ...(linkpath === undefined ? {} : { linkpath }),
    })
    const block = Buffer.alloc(512)
    header.encode(block, 0)
    return Buffer.concat([block, body, Buffer.alloc((512 - (body.byteLength % 512)) % 512)])
  })
  const file = join(directory, 'raw.tar')
  await writeFile(file, Buffer.concat([...parts, Buffer.alloc(1024)]))
  return file
}

function members(): { path: string; body: Uint8Array }[] {
  return [
    { path: 'oci-layout', body: bytesOf('{"imageLayoutVersion":"1.0.0"}') },
    { path: 'index.json', body: bytesOf(JSON.stringify({ manifests: [image.descriptor] })) },
    ...[image.bytes, config, layer].map((body) => ({ path: `blobs/sha256/${hexOf(digestOf(body))}`, body })),
  ]
}

describe('a layout', () => {
  it.each(['directory', 'tar', 'gzip'] as const)('is read from a %s', async (form) => {
    const path = await aLayout()
    const layout = await openLayout(form === 'directory' ? path : await tarOf(path, form === 'gzip'))
    const root = layoutImage(layout)
    expect(root.digest).toBe(image.descriptor.digest)
    expect((await layout.manifest(root)).bytes).toEqual(Buffer.from(image.bytes))
    expect(await collect(layout.blob(pointer('', layer)))).toEqual(Buffer.from(layer))
    await layout.close()
  })

  it('with two images names neither', async () => {
    const path = await aLayout()
    const other = anImage('other').descriptor
    await writeFile(join(path, 'index.json'), JSON.stringify({ manifests: [image.descriptor, other] }))
    const layout = await openLayout(path)
    await expectCode('layout-invalid', () => layoutImage(layout))
  })

  it.each([
    ['no marker', 'oci-layout', undefined],
    ['another version', 'oci-layout', '{"imageLayoutVersion":"2.0.0"}'],
    ['an index that is not JSON', 'index.json', '{'],
    ['an index without manifests', 'index.json', '{}'],
    ['an index that is too large', 'index.json', ' '.repeat(5_000_000)],
  ])('with %s is refused', async (_what, file, text) => {
    const path = await aLayout()
    const whole = text ?? ''
    await writeFile(join(path, file), whole)
    await expectCode('layout-invalid', () => openLayout(path))
  })

  it('that is not there is refused', async () => {
    await expectCode('layout-invalid', () => openLayout(join(directory, 'nothing')))
  })
})

describe('a hostile layout directory', () => {
  it('cannot lead out by a link in place of a blob', async () => {
    const path = await aLayout()
    const secret = bytesOf('secret of the machine')
    await writeFile(join(directory, 'secret'), secret)
    await symlink(join(directory, 'secret'), blobFile(path, secret))
    const layout = await openLayout(path)
    await expectCode('layout-invalid', () => collect(layout.blob(pointer('', secret))))
  })

  it('cannot lead out by a link in place of a folder', async () => {
    const path = await aLayout()
    const outside = join(directory, 'outside')
    await mkdir(join(outside), { recursive: true })
    const linked = join(directory, 'linked')
    await mkdir(linked)
    await writeFile(join(linked, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}')
    await writeFile(join(linked, 'index.json'), JSON.stringify({ manifests: [image.descriptor] }))
    await symlink(join(path, 'blobs'), join(linked, 'blobs'))
    const layout = await openLayout(linked)
    await expectCode('layout-invalid', () => layout.manifest(image.descriptor))
  })

  it('cannot pass other bytes under a digest', async () => {
    const path = await aLayout()
    await writeFile(blobFile(path, layer), Buffer.from(layer).fill('x'))
    await writeFile(blobFile(path, image.bytes), anImage('other').bytes)
    const layout = await openLayout(path)
    await expectCode('content-mismatch', () => collect(layout.blob(pointer('', layer))))
    await expectCode('digest-mismatch', () => layout.manifest(image.descriptor))
  })

  it('cannot pass more bytes than a descriptor promises, nor fewer', async () => {
    const layout = await openLayout(await aLayout())
    const { digest, size } = pointer('', layer)
    await expectCode('layout-invalid', () => collect(layout.blob({ digest, size: size - 1 })))
    await expectCode('content-mismatch', () => collect(layout.blob({ digest, size: size + 1 })))
  })
})

describe('a hostile layout tar', () => {
  it('writes nothing outside, whatever its members are called', async () => {
    const evil = ['../evil', '/tmp/promo-evil', 'blobs/../../evil', './blobs/sha256/../../../evil', 'blobs/sha256/..']
    const file = await rawTar([...members(), ...evil.map((path) => ({ path, body: bytesOf('evil') }))])
    const layout = await openLayout(file)
    expect((await readdir(layout.path, { recursive: true })).join(' ')).not.toContain('evil')
    expect((await readdir(tmpdir())).filter((name) => name.includes('evil'))).toEqual([])
    await layout.close()
  })

  it.each(['SymbolicLink', 'Link'] as const)('with a %s as a member is refused', async (type) => {
    const file = await rawTar([{ path: 'index.json', type, linkpath: '/etc/passwd' }, ...members()])
    await expectCode('layout-invalid', () => openLayout(file))
  })

  it('with a member that comes twice is refused', async () => {
    const file = await rawTar([...members(), { path: './index.json', body: bytesOf('{"manifests":[]}') }])
    await expectCode('layout-invalid', () => openLayout(file))
  })

  it('that is cut short or no tar at all is refused', async () => {
    const text = join(directory, 'text')
    await writeFile(text, 'not a tar '.repeat(1000))
    await expectCode('layout-invalid', () => openLayout(text))
    await expectCode('layout-invalid', async () => openLayout(await rawTar([])))
  })
})
