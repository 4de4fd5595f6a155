import { expect, test } from '@jest/globals'
import { parseEnvironmentName, readConfig } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { nextEnvironments } from './next-environments.ts'

const config = readConfig(`version: 1
images: {}
environments:
  dev: { overlay: o/dev, promote: push }
  staging: { overlay: o/staging, after: [dev] }
  eu: { overlay: o/eu, after: [staging] }
  us: { overlay: o/us, after: [staging], promote: pull-request }
  lab: { overlay: o/lab, after: [staging], promote: none }
policy: { base: {} }
`)
const next = (name: string): readonly string[] => nextEnvironments(config, parseEnvironmentName(name))

test('those directly after that take a pull request come next', () => {
  expect([next('dev'), next('staging'), next('us')]).toEqual([['staging'], ['eu', 'us'], []])
})

test('nothing comes after an environment that is not there', () =>
  expectCode('environment-unknown', () => next('prod')))
