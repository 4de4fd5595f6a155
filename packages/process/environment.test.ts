import { expect, test } from '@jest/globals'
import { allowEnvironment, BASE_ENVIRONMENT } from './environment.ts'

test('only named variables that are set pass', () => {
  const from = { PATH: '/bin', GITHUB_TOKEN: 'secret', EMPTY: '', UNSET: undefined }
  expect(allowEnvironment(['PATH', 'EMPTY', 'UNSET', 'OTHER'], from)).toEqual({ PATH: '/bin', EMPTY: '' })
})

test('what every program gets holds no token, no home directory and no file of the runner', () => {
  expect(BASE_ENVIRONMENT.filter((name) => /TOKEN|HOME|GITHUB|ACTIONS|INPUT|RUNNER|DOCKER/.test(name))).toEqual([])
})
