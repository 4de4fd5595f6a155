import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseDigest } from './digest.ts'
import { isPromoError } from './errors.ts'
import {
  canonicalName,
  formatImage,
  isPinned,
  parseImageName,
  parseImageReference,
  parsePinnedImage,
  pinImage,
  sameRepository,
} from './image-reference.ts'
import { expectCode } from './testing.ts'
import { anyText } from './testing/any-text.ts'

const F = `sha256:${'f'.repeat(64)}`
const HEX = '1a3f5e7d9c1b3a5f7e9d1c3b5a7f9e1d3c5b7a9f1e3d5d7c9b1a3f5e7d9c1b3a'

/** Cases of distribution/reference, reference_test.go (TestReferenceParse). */
describe('a reference is taken apart as the distribution project does it', () => {
  test.each([
    ['test_com', 'test_com', undefined, undefined],
    ['test.com:tag', 'test.com', 'tag', undefined],
    ['test.com:5000', 'test.com', '5000', undefined],
    ['test.com/repo:tag', 'test.com/repo', 'tag', undefined],
    ['test:5000/repo', 'test:5000/repo', undefined, undefined],
    ['test:5000/repo:tag', 'test:5000/repo', 'tag', undefined],
    [`test:5000/repo@${F}`, 'test:5000/repo', undefined, F],
    [`test:5000/repo:tag@${F}`, 'test:5000/repo', 'tag', F],
    ['lowercase:Uppercase', 'lowercase', 'Uppercase', undefined],
    [`${'a/'.repeat(127)}a:tag-puts-this-over-max`, `${'a/'.repeat(127)}a`, 'tag-puts-this-over-max', undefined],
    ['sub-dom1.foo.com/bar/baz/quux:some-long-tag', 'sub-dom1.foo.com/bar/baz/quux', 'some-long-tag', undefined],
    [
      'b.gcr.io/test.example.com/my-app:test.example.com',
      'b.gcr.io/test.example.com/my-app',
      'test.example.com',
      undefined,
    ],
    ['xn--n3h.com/myimage:xn--n3h.com', 'xn--n3h.com/myimage', 'xn--n3h.com', undefined],
    ['foo_bar.com:8080', 'foo_bar.com', '8080', undefined],
    ['foo/foo_bar.com:8080', 'foo/foo_bar.com', '8080', undefined],
    ['192.168.1.1:5000/repo:5050', '192.168.1.1:5000/repo', '5050', undefined],
    ['[2001:db8::1]/repo', '[2001:db8::1]/repo', undefined, undefined],
    [`[2001:db8::1]:5000/repo:tag@${F}`, '[2001:db8::1]:5000/repo', 'tag', F],
    ['[::1]:5000/repo', '[::1]:5000/repo', undefined, undefined],
  ])('%s', (text, name, tag, digest) => {
    const reference = parseImageReference(text)
    expect([reference.name, reference.tag, reference.digest]).toEqual([name, tag, digest])
    expect(formatImage(reference)).toBe(text)
  })

  test.each([
    '',
    ':justtag',
    `@${F}`,
    'repo@sha256:ffffffffffffffffffffffffffffffffff',
    `validname@invaliddigest:${'f'.repeat(64)}`,
    'Uppercase:tag',
    'test:5000/Uppercase/lowercase:tag',
    `${'a/'.repeat(128)}a:tag`,
    'aa/asdf$$^/aa',
    '[2001:db8::1]',
    '[2001:db8::1]:5000',
    '[2001:db8::1]:tag',
    '[fe80::1%eth0]:5000/repo',
    '[fe80::1%@invalidzone]:5000/repo',
  ])('%j is none', (text) => expectCode('image-invalid', () => parseImageReference(text)))
})

/** normalize_test.go (TestValidateReferenceName, TestValidateRemoteName). */
describe('the names of the distribution project', () => {
  test.each([
    'docker/docker',
    'debian',
    'docker.io/docker/docker',
    'index.docker.io/debian',
    '127.0.0.1:5000/docker/docker',
    '192.168.0.1',
    '192.168.0.1:8/debian',
    '192.168.0.2:25000/debian',
    'thisisthesongthatneverendsitgoesonandonandonthisisthesongthatnev',
    '[fc00:1:2:3:4:5:6:7]:5000/library/debian',
    `docker.io/${HEX}`,
    'DOCKER/docker',
    `registry.example.com/${'a/'.repeat(127)}a`,
    'registry.example.com:123456/app',
    'docker---rules/docker',
    'd/docker',
    'jess/t',
    'dock__er/docker',
  ])('%s is one', (text) => expect(parseImageName(text)).toBe(text))

  test.each([
    'https://github.com/docker/docker',
    'docker/Docker',
    '-docker',
    '-docker/docker',
    'docker-/docker',
    '-docker.io/docker/docker',
    'docker///docker',
    'docker.io/docker/Docker',
    '[fc00::1]:5000',
    'fc00::1:5000/debian',
    '[2001]/repo',
    '[beef]/library/debian',
    '[2001:db8:3:4::192.0.2.33]:5000/debian',
    HEX,
    '____/____',
    '_docker/_docker',
    'dock..er/docker',
    'dock_.er/docker',
    'dock-.er/docker',
    'docker/',
    `${'this_is_not_a_valid_namespace_'.repeat(10)}/docker`,
    `registry.example.com/${'a/'.repeat(127)}aa`,
    // In the normal form `library/` stands before it.
    'a'.repeat(248),
  ])('%s is none', (text) => expectCode('image-invalid', () => parseImageName(text)))
})

/** normalize_test.go (TestParseRepositoryInfo, TestNormalizedSplitHostname). */
test.each([
  ['fooo/bar', 'docker.io', 'fooo/bar'],
  ['ubuntu', 'docker.io', 'library/ubuntu'],
  ['library/ubuntu', 'docker.io', 'library/ubuntu'],
  ['index.docker.io/library/ubuntu-12.04-base', 'docker.io', 'library/ubuntu-12.04-base'],
  ['docker.io/foo', 'docker.io', 'library/foo'],
  ['docker.io/library/foo/bar', 'docker.io', 'library/foo/bar'],
  ['127.0.0.1:8000/private/moonbase', '127.0.0.1:8000', 'private/moonbase'],
  ['example.com/privatebase', 'example.com', 'privatebase'],
  ['test_com/foo', 'docker.io', 'test_com/foo'],
  ['test-com:8080/foo', 'test-com:8080', 'foo'],
  ['localhost/foo', 'localhost', 'foo'],
  ['Foo/bar', 'Foo', 'bar'],
])('%s lies in %s as %s', (text, registry, repository) => {
  const reference = parseImageReference(text)
  expect([reference.registry, reference.repository]).toEqual([registry, repository])
  expect(canonicalName(reference)).toBe(`${registry}/${repository}`)
})

test('two spellings of one repository are the same', () => {
  expect(sameRepository(parseImageName('alpine'), parseImageName('index.docker.io/library/alpine'))).toBe(true)
  expect(sameRepository(parseImageName('alpine'), parseImageName('ghcr.io/library/alpine'))).toBe(false)
})

describe('pinned images', () => {
  test('carry a digest, and a tag as decoration', async () => {
    expect(parsePinnedImage(`ghcr.io/org/app:v1@${F}`)).toMatchObject({ tag: 'v1', digest: F })
    for (const text of ['ghcr.io/org/app', 'ghcr.io/org/app:v1'])
      await expectCode('image-not-pinned', () => parsePinnedImage(text))
    expect(isPinned(parseImageReference('app'))).toBe(false)
  })

  test.each([
    `sha256:${'F'.repeat(64)}`,
    `sha256:${'f'.repeat(63)}`,
    `sha256:${'f'.repeat(65)}`,
    `sha512:${'f'.repeat(128)}`,
    `SHA256:${'f'.repeat(64)}`,
    '',
  ])('are refused with the digest %j', (digest) => expectCode('image-invalid', () => parsePinnedImage(`app@${digest}`)))

  test('are made from a parsed name', () => {
    const image = pinImage(parseImageName('alpine'), parseDigest(F), '3.22')
    expect([formatImage(image), image.repository]).toEqual([`alpine:3.22@${F}`, 'library/alpine'])
  })

  test('a name alone is wanted where a tag or digest would be lost', async () => {
    await expectCode('image-invalid', () => parseImageName('app:v1'))
    await expectCode('image-invalid', () => parseImageName(`app@${F}`))
  })
})

describe('any text', () => {
  test.each([
    'app:v1\n',
    ' app',
    'app@',
    'app:',
    'app:v1@',
    `app@${F}@${F}`,
    'app --config=/etc/passwd',
    '--output=x',
    '$(id)',
    'app;id',
    'ghcr.io/org/\u202Eapp',
    'ghcr.io/orġ/app',
    'a'.repeat(100_000),
    `${'a-'.repeat(50_000)}!`,
    `${'a.'.repeat(120)}!`,
  ])('%# is no reference', (text) => expectCode('image-invalid', () => parseImageReference(text)))

  test('is either refused with our own error, or printed back as it was and told the same twice', () => {
    const part = fc.string({
      unit: fc.constantFrom('a', 'Z', '0', '.', '_', '-', ':', '/', '@', '[', ']', '%', ' '),
      maxLength: 30,
    })
    const text = fc.tuple(part, fc.constantFrom('', `@${F}`, ':v1', `:v1@${F}`)).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(text, anyText()), (text) => {
        try {
          const reference = parseImageReference(text)
          expect(formatImage(reference)).toBe(text)
          expect(parseImageReference(canonicalName(reference))).toMatchObject({
            registry: reference.registry,
            repository: reference.repository,
          })
        } catch (error) {
          expect(isPromoError(error)).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
