import { expect, test } from '@jest/globals'
import { digestOf } from '@promo/core'
import { platformDigests } from './report.ts'

const image = (platform: string, text: string) => ({
  ...{ platform, digest: digestOf(text), size: 1 },
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
})

test('the platforms of several images stand one image a line, so that none hides another', () => {
  const results = [
    { platforms: [image('linux/amd64', 'a'), image('linux/arm64', 'b')] },
    { platforms: [image('linux/amd64', 'c')] },
    { platforms: [] },
  ]
  expect(
    platformDigests(results)
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([{ 'linux/amd64': digestOf('a'), 'linux/arm64': digestOf('b') }, { 'linux/amd64': digestOf('c') }, {}])
})
