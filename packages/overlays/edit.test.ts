import { describe, expect, it } from '@jest/globals'
import { digestOf, parseImageName } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import fc from 'fast-check'
import { setOverlayImages, type ImageUpdate } from './edit.ts'
import { readOverlayImages } from './read.ts'

const options = { tagComment: true, createMissing: false }
const digest = digestOf('new')
const old = digestOf('old')

function update(fields: Partial<ImageUpdate> = {}): ImageUpdate {
  return { name: 'app', newName: parseImageName('ghcr.io/org/app'), digest, ...fields }
}

function edit(text: string, updates: readonly ImageUpdate[] = [update()], with_ = options): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    setOverlayImages(new TextEncoder().encode(text), updates, with_).bytes,
  )
}

describe('setting the digest of an overlay image', () => {
  it('replaces the digest alone and keeps comments, order and everything else', () => {
    const file = (value: string): string =>
      `# head\nresources:\n  - ../base\nimages:\n  # why\n  - name: other\n    newTag: v1 # keep\n  - name: app\n    newName: ghcr.io/org/app # here\n    digest: ${value}\n\nreplicas: # after\n  - {name: app, count: 1}\n`
    expect(edit(file(old))).toBe(file(digest))
  })

  it('keeps quotes, line ends and a missing final newline', () => {
    const file = (value: string): string =>
      `images:\r\n- name: app\r\n  newName: ghcr.io/org/app\r\n  digest: "${value}"`
    expect(edit(file(old))).toBe(file(digest))
  })

  it('keeps a byte order mark', () => {
    const file = (value: string): string =>
      `\uFEFFimages:\n- name: app\n  newName: ghcr.io/org/app\n  digest: ${value}\n`
    expect(edit(file(old))).toBe(file(digest))
  })

  it('puts the digest where the tag was', () => {
    expect(edit('images:\n  - name: app\n    newName: ghcr.io/org/app\n    newTag: "1.0" # prod\n')).toBe(
      `images:\n  - name: app\n    newName: ghcr.io/org/app\n    digest: ${digest} # prod\n`,
    )
  })

  it('takes the tag out when a digest stood beside it', () => {
    expect(edit(`images:\n  - name: app\n    newName: ghcr.io/org/app\n    newTag: v1\n    digest: ${old}\n`)).toBe(
      `images:\n  - name: app\n    newName: ghcr.io/org/app\n    digest: ${digest}\n`,
    )
  })

  it('adds what an entry lacks', () => {
    expect(edit('images:\n- name: app\nnamespace: x\n')).toBe(
      `images:\n- name: app\n  newName: ghcr.io/org/app\n  digest: ${digest}\nnamespace: x\n`,
    )
  })

  it('edits an entry in flow style', () => {
    expect(edit('images: [{name: app, newName: ghcr.io/org/app, newTag: v1}]\n')).toBe(
      `images: [{name: app, newName: ghcr.io/org/app, digest: ${digest}}]\n`,
    )
  })

  it('shows the tag as a comment and replaces only its own', () => {
    const first = edit(`images:\n  - name: app\n    newName: ghcr.io/org/app\n    digest: ${old}\n`, [
      update({ tag: 'sha-1' }),
    ])
    expect(first).toContain(`digest: ${digest} # tag: sha-1\n`)
    expect(edit(first, [update({ digest: old, tag: 'sha-2' })])).toContain(`digest: ${old} # tag: sha-2\n`)
    const human = `images:\n  - name: app\n    newName: ghcr.io/org/app\n    digest: ${old} # do not touch\n`
    expect(edit(human, [update({ tag: 'sha-1' })])).toContain(`digest: ${digest} # do not touch\n`)
  })

  it('changes nothing on a second run', () => {
    const text = `images:\n  - name: app\n    newName: ghcr.io/org/app\n    digest: ${digest} # mine\n`
    const result = setOverlayImages(new TextEncoder().encode(text), [update({ tag: 'sha-9' })], options)
    expect(result.changes).toEqual([])
    expect(new TextDecoder().decode(result.bytes)).toBe(text)
  })

  it('adds a missing entry when asked, with the indentation of the list', () => {
    const with_ = { tagComment: true, createMissing: true }
    expect(edit(`images:\n- name: x\n  newTag: v1\n# about replicas\nreplicas: []\n`, [update()], with_)).toBe(
      `images:\n- name: x\n  newTag: v1\n- name: app\n  newName: ghcr.io/org/app\n  digest: ${digest}\n# about replicas\nreplicas: []\n`,
    )
    expect(edit(`resources: [a]`, [update()], with_)).toBe(
      `resources: [a]\nimages:\n  - name: app\n    newName: ghcr.io/org/app\n    digest: ${digest}\n`,
    )
  })

  it.each([
    ['overlay-image-unmatched', 'images:\n- name: other\n'],
    ['overlay-image-unmatched', 'resources: []\n'],
    ['overlay-image-ambiguous', 'images:\n- name: app\n- name: app\n'],
    ['overlay-invalid', '- a\n'],
    ['overlay-invalid', 'images: {}\n'],
    ['overlay-invalid', 'a: 1\n---\nb: 2\n'],
    ['overlay-invalid', 'images:\n- newTag: v1\n'],
    ['overlay-not-editable', 'images:\n- name: app\n  digest: &d sha256:1\n'],
    ['overlay-not-editable', 'images:\n- name: app\n  digest: >-\n    sha256:1\n'],
    ['overlay-not-editable', 'x: &x 1\nimages:\n- name: app\n  digest: *x\n'],
  ])('refuses with %s: %j', async (code, text) => {
    await expectCode(code, () => edit(text))
  })

  it('never changes a character outside the entry, whatever stands around it', () => {
    const line = fc.stringMatching(/^[a-z]{1,8}: [a-zA-Z0-9][a-zA-Z0-9 #.-]{0,20}$/)
    const comment = fc.stringMatching(/^#[ -~]{0,30}$/)
    fc.assert(
      fc.property(
        fc.uniqueArray(line, { selector: (text) => text.split(':')[0] }),
        comment,
        fc.constantFrom('\n', '\r\n'),
        (lines, note, newline) => {
          const before = lines.filter((text) => !text.startsWith('images')).join(newline)
          const file = (value: string): string =>
            [before, note, 'images:', '- name: app', '  newName: ghcr.io/org/app', `  digest: ${value}`, note, ''].join(
              newline,
            )
          expect(edit(file(old))).toBe(file(digest))
        },
      ),
    )
  })

  it('throws nothing but its own errors for arbitrary text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          setOverlayImages(new TextEncoder().encode(text), [update()], options)
        } catch (error) {
          expect((error as Error).name).toBe('PromoError')
        }
      }),
    )
  })
})

describe('reading overlay images', () => {
  it('gives repository, tag, digest and line; a digest of zeros is none, a bad one is never a digest', () => {
    const text = `images:\n- name: a\n  newName: r/a\n  newTag: v1\n- name: b\n  digest: ${digest}\n- name: c\n  digest: sha256:${'0'.repeat(64)}\n- name: d\n  digest: latest\n`
    expect(readOverlayImages(text)).toEqual([
      { name: 'a', repository: 'r/a', tag: 'v1', line: 2 },
      { name: 'b', repository: 'b', digest, line: 5 },
      { name: 'c', repository: 'c', line: 7 },
      { name: 'd', repository: 'd', unreadableDigest: 'latest', line: 9 },
    ])
  })
})
