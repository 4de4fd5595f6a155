import { describe, expect, test } from '@jest/globals'
import { parseImageName } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import fc from 'fast-check'
import { buildahArguments } from './buildah-arguments.ts'
import { buildxArguments, type BuildxRequest } from './buildx-arguments.ts'
import { readBuildxMetadata } from './buildx-metadata.ts'
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
  const files = {
    workspace: '/work',
    context: '/work/app',
    metadataFile: '/tmp/metadata.json',
    layoutFile: '/tmp/layout.tar',
  }
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
      '--output=type=image,name=ghcr.io/your-org/catalog,push=true,push-by-digest=true,name-canonical=true,oci-mediatypes=true',
    )
    expect(output(aRequest({ to: { kind: 'layout', directory: '/out' } }))).toBe(
      '--output=type=oci,dest=/tmp/layout.tar',
    )
  })

  test.each([aRequest().to, { kind: 'layout', directory: '/out' } as const])(
    'leave the times of files alone unless told: $kind',
    (to) => {
      expect(output(aRequest({ to, rewriteTimestamp: true }))).toBe(
        `${output(aRequest({ to }))},rewrite-timestamp=true`,
      )
    },
  )

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
      ssh: values,
      allow: values,
      addHosts: values,
      ulimits: values,
      network: value,
      shmSize: value,
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
        const asked = {
          ...aRequest(),
          provenance: 'false',
          scratch: '/s',
          ...given,
          annotations: [],
          allow: [],
        } as const
        const other = buildahArguments({ ...asked, noCache: true }, { kind: 'image', idFile: '/s/id' })
        expect(other.slice(-2)).toEqual(['--', given.context])
        expect(other.slice(1, -2).filter((each) => !/^--[a-z-]+(?:=|$)/.test(each))).toEqual([])
      }),
    )
  })

  test('neither read nor write a cache on a build without one', () => {
    const args = buildxArguments(aRequest({ noCache: true, cacheFrom: ['type=gha'], cacheTo: ['type=gha'] }))
    expect(args).toContain('--no-cache')
    expect(args.join(' ')).not.toContain('type=gha')
  })

  test('write for a daemon what its driver takes', () => {
    const args = buildxArguments(aRequest({ annotations: ['a=b'], facts: ['c=d'] }), 'daemon')
    expect(args).toContain('--output=type=image')
    expect(args.join(' ')).not.toMatch(/--(?:annotation|provenance|push|tag)/)
  })

  test('put what promo adds on the index too, where there is one', () => {
    const facts = ['a=b']
    expect(buildxArguments(aRequest({ facts, platforms: ['linux/amd64'] }))).toContain('--annotation=a=b')
    expect(buildxArguments(aRequest({ facts, platforms: ['linux/amd64', 'linux/arm64'] }))).toContain(
      '--annotation=index,manifest:a=b',
    )
  })

  test.each([
    ['false', '--provenance=false'],
    ['min', '--provenance=mode=min'],
  ] as const)('ask for provenance %s', (provenance, argument) => {
    expect(buildxArguments(aRequest({ provenance }))).toContain(argument)
  })
})

describe('the metadata file', () => {
  const OTHER = `sha256:${'b'.repeat(64)}`
  const descriptor = { mediaType: 'application/vnd.oci.image.index.v1+json', digest: DIGEST, size: 1 }

  test.each<[string, object]>([
    ['one platform', { 'containerimage.digest': DIGEST, 'containerimage.config.digest': OTHER }],
    ['an index', { 'containerimage.digest': DIGEST, 'containerimage.descriptor': descriptor }],
    ['imagetools', { 'containerimage.descriptor': descriptor }],
  ])('of %s names the digest', (_what, file) => {
    expect(readBuildxMetadata(JSON.stringify(file)).digest).toBe(DIGEST)
  })

  test('names the config where there is one image, and the provenance of each platform', () => {
    const file = {
      ...{ 'containerimage.digest': DIGEST, 'containerimage.config.digest': OTHER },
      ...{ 'buildx.build.provenance/linux/amd64': { a: 1 }, 'buildx.build.provenance/linux/arm64': { a: 2 } },
    }
    expect(readBuildxMetadata(JSON.stringify(file))).toMatchObject({ config: OTHER, provenance: [{ a: 1 }, { a: 2 }] })
    expect(readBuildxMetadata(JSON.stringify({ ...file, 'buildx.build.provenance': {} })).provenance).toHaveLength(3)
    expect(readBuildxMetadata(JSON.stringify({ 'containerimage.digest': DIGEST })).config).toBeUndefined()
  })

  test.each([
    ['{}'],
    ['[]'],
    ['null'],
    ['{'],
    ['{"containerimage.digest":"latest"}'],
    ['{"containerimage.digest":["x"]}'],
    [JSON.stringify({ 'containerimage.digest': OTHER, 'containerimage.descriptor': descriptor })],
  ])('is refused as %s', (text) => expectCode('builder-metadata-invalid', () => readBuildxMetadata(text)))
})

describe('platforms', () => {
  const found = ['linux/amd64', 'linux/arm64'].map((platform) => ({ platform, digest: DIGEST as never, size: 1 }))

  test('are the wanted ones in any order, or whatever there is', () => {
    expect(assertPlatforms(found, ['linux/arm64', 'linux/amd64'])).toBe(found)
    expect(assertPlatforms(found, [])).toBe(found)
  })

  test('are the wanted ones in another spelling', () => {
    expect(assertPlatforms(found, ['linux/amd64/v1', 'linux/arm64/v8'])).toBe(found)
  })

  test.each([[['linux/amd64']], [['linux/amd64/v2', 'linux/arm64']], [['linux/amd64', 'linux/arm64', 'linux/s390x']]])(
    'are refused when %j are wanted',
    (wanted) => expectCode('build-platforms-differ', () => assertPlatforms(found, wanted)),
  )
})
