import { describe, expect, test } from '@jest/globals'
import { parseImageName } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import fc from 'fast-check'
import { buildxArguments, type BuildxRequest } from './buildx-arguments.ts'
import { readBuildxDigest } from './buildx-metadata.ts'
import { commandEnvironment } from './command-environment.ts'
import { assertPlatforms } from './platforms.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`

function aRequest(changes: Partial<BuildxRequest> = {}): BuildxRequest {
  const lists = {
    buildArgs: [],
    buildContexts: [],
    secrets: [],
    labels: [],
    annotations: [],
    cacheFrom: [],
    cacheTo: [],
  }
  const files = { context: '/work/app', metadataFile: '/tmp/metadata.json', layoutFile: '/tmp/layout.tar' }
  const image = parseImageName('ghcr.io/your-org/catalog')
  return {
    ...lists,
    ...files,
    to: { kind: 'registry', image },
    platforms: [],
    noCache: false,
    provenance: 'max',
    ...changes,
  }
}

describe('the environment of a build', () => {
  test('lacks what the runner gives this step alone', () => {
    const from = {
      PATH: '/bin',
      CGO_ENABLED: '0',
      GITHUB_SHA: 'b',
      GITHUB_TOKEN: 's',
      GITHUB_ENV: '/e',
      GITHUB_OUTPUT: '/o',
      'INPUT_REGISTRY-PASSWORD': 's',
      input_lower: 's',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 's',
      ACTIONS_RUNTIME_TOKEN: 's',
      STATE_x: 's',
      NODE_OPTIONS: '--require /evil.js',
      NODE_AUTH_TOKEN: 's',
      EMPTY: undefined,
    }
    expect(commandEnvironment(from)).toEqual({ PATH: '/bin', CGO_ENABLED: '0', GITHUB_SHA: 'b' })
  })

  test('never holds a name that is withheld, whatever its case', () => {
    const prefix = fc.constantFrom('INPUT_', 'ACTIONS_', 'STATE_', 'Input_', 'actions_')
    fc.assert(
      fc.property(prefix, fc.string(), (start, rest) => {
        expect(commandEnvironment({ [`${start}${rest}`]: 'secret' })).toEqual({})
      }),
    )
  })
})

describe('the arguments of buildx', () => {
  const output = (request: BuildxRequest) => buildxArguments(request).find((each) => each.startsWith('--output='))

  test('push by digest without a tag, or leave a layout', () => {
    expect(output(aRequest())).toBe(
      '--output=type=image,name=ghcr.io/your-org/catalog,push=true,push-by-digest=true,name-canonical=true',
    )
    expect(output(aRequest({ to: { kind: 'layout', directory: '/out' } }))).toBe(
      '--output=type=oci,dest=/tmp/layout.tar',
    )
  })

  test('hold every value behind its flag, in the same argument', () => {
    const value = fc.oneof(fc.constantFrom('--push', '-t=evil', '--', ''), fc.string())
    const values = fc.array(value, { maxLength: 3 })
    const lists = fc.record({
      buildArgs: values,
      buildContexts: values,
      secrets: values,
      labels: values,
      annotations: values,
      cacheFrom: values,
      cacheTo: values,
      file: value,
      target: value,
      context: value,
    })
    fc.assert(
      fc.property(lists, (given) => {
        const args = buildxArguments(aRequest(given))
        expect(args.slice(-2)).toEqual(['--', given.context])
        const flags = args.slice(2, -2).map((each) => each.slice(0, each.indexOf('=')))
        expect(flags.every((flag) => /^--[a-z-]+$/.test(flag))).toBe(true)
        expect(flags).not.toContain('--tag')
        expect(flags).not.toContain('--push')
      }),
    )
  })

  test('neither read nor write a cache on a build without one', () => {
    const args = buildxArguments(aRequest({ noCache: true, cacheFrom: ['type=gha'], cacheTo: ['type=gha'] }))
    expect(args).toContain('--no-cache')
    expect(args.join(' ')).not.toContain('type=gha')
  })

  test.each([
    ['false', '--provenance=false'],
    ['min', '--provenance=mode=min'],
  ] as const)('ask for provenance %s', (provenance, argument) => {
    expect(buildxArguments(aRequest({ provenance }))).toContain(argument)
  })
})

describe('the metadata file', () => {
  test('names the digest', () => {
    expect(readBuildxDigest(`{"containerimage.digest":"${DIGEST}"}`)).toBe(DIGEST)
  })

  test.each([['{}'], ['[]'], ['null'], ['{"containerimage.digest":"latest"}'], ['{"containerimage.digest":["x"]}']])(
    'is refused as %s',
    (text) => expectCode('builder-metadata-invalid', () => readBuildxDigest(text)),
  )
})

describe('platforms', () => {
  const found = ['linux/amd64', 'linux/arm64'].map((platform) => ({ platform, digest: DIGEST as never, size: 1 }))

  test('are the wanted ones in any order, or whatever there is', () => {
    expect(assertPlatforms(found, ['linux/arm64', 'linux/amd64'])).toBe(found)
    expect(assertPlatforms(found, [])).toBe(found)
  })

  test.each([[['linux/amd64']], [['linux/amd64', 'linux/arm64', 'linux/s390x']]])(
    'are refused when %j are wanted',
    (wanted) => expectCode('build-platforms-differ', () => assertPlatforms(found, wanted)),
  )
})
