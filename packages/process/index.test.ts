import { expect, test } from '@jest/globals'
import * as surface from './index.ts'

test('the public surface is what others rely on', () => {
  expect(Object.keys(surface).sort()).toEqual([
    'BASE_ENVIRONMENT',
    'allowEnvironment',
    'expectSuccess',
    'findProgram',
    'lastWords',
    'printable',
    'runProgram',
  ])
})
