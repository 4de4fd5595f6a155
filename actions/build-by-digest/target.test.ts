import { describe, expect, test } from '@jest/globals'
import { parseImageName } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { buildTarget } from './target.ts'

const image = parseImageName('ghcr.io/your-org/app')
const quarantine = parseImageName('ghcr.io/your-org/quarantine/app')
const NOTHING = { image, quarantine: undefined, push: true, layoutOutput: undefined, artifact: undefined }
const PLACES = { workspace: '/work', directory: '/temp' }

describe('what is built goes', () => {
  test.each([
    ['to the repository', {}, { kind: 'registry', image }],
    ['to quarantine', { quarantine }, { kind: 'registry', image: quarantine }],
    ['to a directory', { push: false, layoutOutput: 'out' }, { kind: 'layout', directory: '/work/out' }],
    ['beside its record', { push: false, artifact: 'build' }, { kind: 'layout', directory: '/temp/layout' }],
  ])('%s', (_where, given, target) => {
    expect(buildTarget({ ...NOTHING, ...given }, PLACES)).toEqual(target)
  })

  test('nowhere, when nothing is pushed, written or uploaded', () =>
    expectCode('layout-output-missing', () => buildTarget({ ...NOTHING, push: false }, PLACES)))

  test('not to quarantine without a push', () =>
    expectCode('quarantine-needs-push', () => buildTarget({ ...NOTHING, push: false, quarantine }, PLACES)))
})
