import { describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { annotationMap, manifestAnnotations } from './manifest-annotations.ts'

describe('annotations of a builder that has manifests only', () => {
  test('are taken with and without their type', () => {
    const taken = manifestAnnotations(['a=b', 'manifest:c=d', 'com.example:e=f=g'], 'buildah')
    expect(annotationMap(taken)).toEqual({ a: 'b', c: 'd', 'com.example:e': 'f=g' })
  })

  test.each([
    'index:a=b',
    'index,manifest:a=b',
    'manifest[linux/amd64]:a=b',
    'manifest-descriptor:a=b',
    'index-descriptor:a=b',
  ])('are refused as %s', (annotation) =>
    expectCode('builder-option-unsupported', () => manifestAnnotations([annotation], 'buildah')),
  )
})
