import { expect, test } from '@jest/globals'
import * as surface from './index.ts'

test('the public surface is what others rely on', () => {
  expect(Object.keys(surface).sort()).toEqual([
    'DOWNLOAD',
    'PULL_REQUEST',
    'READ',
    'SIGSTORE',
    'WRITE',
    'asFetch',
    'backoff',
    'createHttpClient',
    'isLoopbackHost',
    'isPrivateAddress',
    'isTransientStatus',
    'requestedDelay',
    'withRetries',
  ])
})
