import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { looseImageLines, looseImages } from './loose-images.ts'
import { imageValues } from './image-values.ts'

const NAMES = ['shop/catalog']
const line = fc.constantFrom(
  'kind: Deployment',
  '  image: shop/catalog',
  '  image: evil',
  '# image: x',
  'images:',
  '  - a',
)
const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'))

describe('loose image lines', () => {
  test('are none in what did not change, in another order or with other line ends', () => {
    fc.assert(
      fc.property(text, (file) => {
        expect(looseImageLines(file, file, [])).toEqual([])
        expect(looseImageLines(file, file.split('\n').reverse().join('\r\n'), [])).toEqual([])
      }),
    )
  })

  test('are lines of the new text that the old one lacks', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        for (const found of looseImageLines(before, after, NAMES)) {
          expect(after).toContain(found)
          expect(before.split('\n').map((each) => each.trim())).not.toContain(found)
          expect(found).not.toBe('image: shop/catalog')
        }
      }),
    )
  })

  test('hold a foreign image wherever it is put', () => {
    fc.assert(
      fc.property(text, text, (start, end) => {
        const after = [start, '  image: evil.example/x', end].join('\n')
        expect(looseImageLines('', after, NAMES)).toContain('image: evil.example/x')
      }),
    )
  })

  test.each([
    ['image: shop/catalog', 0],
    ['- image: "shop/catalog" # replaced', 0],
    ['image: shop/catalog:v1', 1],
    ['image: shop/catalog-evil', 1],
    ['"im\\u0061ge": evil', 1],
    ['"\\x69mage": evil', 1],
    ['"\\U00000069mage": evil', 1],
    ['{"op": "replace", "path": "/spec/image", "value": "evil"}', 1],
    ['IMAGE: evil', 1],
    ['imagePullPolicy: Always', 0],
  ])('of %j: %d', (after, count) => {
    expect(looseImageLines('', after, NAMES)).toHaveLength(count)
  })
})

describe('image values', () => {
  test('are found however an image is written', () => {
    const name = fc.stringMatching(/^[a-z]{3,8}$/).filter((found) => !found.includes('image'))
    const shapes = fc.constantFrom(
      (value: string) => `image: ${value}`,
      (value: string) => `"im\\u0061ge": ${value}`,
      (value: string) => `image:\n  repository: ${value}`,
      (value: string) => `a: 1\n---\nimage: >-\n  ${value}`,
      (value: string) => `{"spec": [{"image": "${value}"}]}`,
      (value: string) => `- { op: add, path: /a/image, value: ${value} }`,
      (value: string) => `patch: |-\n  image: ${value}`,
      (value: string) => `x: &a\n  - ${value}\nimage: *a`,
      (value: string) => `imageTag:\n  newName: ${value}`,
    )
    fc.assert(
      fc.property(name, shapes, (value, write) => {
        expect(imageValues(write(value))).toContain(value)
      }),
    )
  })

  test('are texts, or nothing when the file cannot be read for sure', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (file) => {
        const found = imageValues(file)
        expect(found === undefined || found.every((value) => typeof value === 'string')).toBe(true)
      }),
    )
    for (const file of ['a: 1\na: 2', '{{ template }}', '!!binary x: y', 'a: \u0000'])
      expect(imageValues(file)).toBeUndefined()
  })

  test('of the overlay itself do not count where its list is judged', () => {
    const after = 'images:\n  - name: shop/catalog\n    newName: evil\npatches:\n  - patch: "image: other"\n'
    const file = { before: '', after, overlayNames: NAMES }
    expect(looseImages({ ...file, own: false })).toContain('evil')
    expect(looseImages({ ...file, own: true })).not.toContain('evil')
    expect(looseImages({ ...file, own: true }).join()).toContain('other')
  })
})
