import { describe, expect, test } from '@jest/globals'
import { configJsonSchema } from '../schemas/json-schema.ts'
import { CONFIG_KEYS } from './config-keys.ts'
import { configPage, keysOf, withDescriptions } from './config-page.ts'

describe('the keys of promo.yaml', () => {
  test('are described each, and nothing else is', () => {
    expect(Object.keys(CONFIG_KEYS).sort()).toEqual(
      keysOf(configJsonSchema())
        .map(({ path }) => path)
        .sort(),
    )
  })

  test('stand on the page with default, values and whether they must be there', () => {
    const page = configPage(configJsonSchema())
    expect(page).toContain('| `images.<name>.repository` * |  |')
    expect(page).toMatch(
      /\| `images\.<name>\.build\.builder` \| `buildx` \| .*One of `buildx`, `buildah`, `layout`\. \|/,
    )
    expect(page).toMatch(/\| `trust\.signers\[\]\.runners` \| `\["github-hosted"\]` \| .*`self-hosted`\. \|/)
  })
})

test('a schema is given descriptions in words, and loses nothing', () => {
  const schema = {
    required: ['trust'],
    properties: {
      trust: { type: 'object' },
      images: { additionalProperties: { properties: { repository: { type: 'string' } } } },
    },
  }
  expect(withDescriptions(schema)).toMatchObject(schema)
  expect(withDescriptions(schema).properties?.['trust']).toMatchObject({
    description: 'Who may say what about an image: trust.md.',
  })
  expect(JSON.stringify(withDescriptions(schema))).toContain('Where the image is, without tag')
})
