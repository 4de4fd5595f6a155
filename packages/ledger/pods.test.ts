import { expect, test } from '@jest/globals'
import { isPromoError } from '@promo/core'
import fc from 'fast-check'
import { imagesOfPods } from './pods.ts'

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`

function pod(...imageIds: readonly string[]): object {
  return { status: { containerStatuses: imageIds.map((imageID) => ({ image: 'x', imageID })) } }
}

test('gives every digest that runs once, of every kind of container', () => {
  const items = [
    pod(`ghcr.io/org/a@${digest('a')}`, `docker-pullable://ghcr.io/org/b@${digest('b')}`),
    pod(`ghcr.io/org/a@${digest('a')}`),
    { status: { initContainerStatuses: [{ imageID: `ghcr.io/org/c@${digest('c')}` }] } },
    { status: { ephemeralContainerStatuses: [{ imageID: `ghcr.io/org/d@${digest('d')}` }] } },
  ]
  const images = imagesOfPods(JSON.stringify({ kind: 'List', items }))
  expect(images.map(({ name, digest: found }) => `${name}@${found}`)).toEqual(
    ['a', 'b', 'c', 'd'].map((letter) => `ghcr.io/org/${letter}@${digest(letter)}`),
  )
})

test('reads one pod too, and leaves out what has not started or has no digest', () => {
  const waiting = { status: { containerStatuses: [{ imageID: '' }, { image: 'x' }, { imageID: digest('e') }] } }
  expect(imagesOfPods(JSON.stringify(waiting))).toEqual([])
  expect(imagesOfPods(JSON.stringify(pod(`ghcr.io/org/a@${digest('a')}`)))).toHaveLength(1)
})

test('never throws but an error of promo', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      try {
        expect(imagesOfPods(text)).toEqual([])
      } catch (error) {
        expect(isPromoError(error)).toBe(true)
      }
    }),
  )
})
