import { expect, test } from '@jest/globals'
import { isPromoError } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import fc from 'fast-check'
import { parseSubject } from './subject.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`

test.each([
  [DIGEST, { kind: 'digest', digest: DIGEST }],
  ['b'.repeat(40), { kind: 'commit', sha: 'b'.repeat(40) }],
  ['12', { kind: 'pull-request', number: 12 }],
  ['#12', { kind: 'pull-request', number: 12 }],
  [
    'https://github.com/your-org/bookstore/pull/7',
    { kind: 'pull-request', repository: 'your-org/bookstore', number: 7 },
  ],
  ['prod/catalog', { kind: 'environment', environment: 'prod', app: 'catalog' }],
  ['prod', { kind: 'environment', environment: 'prod', app: undefined }],
  ['out/pods.json', { kind: 'pods', path: 'out/pods.json' }],
  ['ghcr.io/org/app:v1', { kind: 'image', reference: { name: 'ghcr.io/org/app', tag: 'v1' } }],
  [`org/app@${DIGEST}`, { kind: 'image', reference: { digest: DIGEST } }],
])('reads %s', (text, subject) => {
  expect(parseSubject(text)).toMatchObject(subject)
})

test.each([
  ['ghcr.io/org/app', 'subject-invalid'],
  ['sha256:short', 'digest-invalid'],
  ['#0', 'subject-invalid'],
  ['$(id)', 'subject-invalid'],
  ['prod/catalog\n::set-output', 'subject-invalid'],
])('refuses %j', async (text, code) => {
  await expectCode(code, () => parseSubject(text))
})

test('never throws but an error of promo', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9/:@#.-]{0,80}$/)), (text) => {
      try {
        expect(parseSubject(text).kind).toBeDefined()
      } catch (error) {
        expect(isPromoError(error)).toBe(true)
      }
    }),
  )
})
