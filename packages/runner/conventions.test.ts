import { describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { fromArtifactInput, imagesInput, registryInput, subjectsInput } from './conventions.ts'
import { createInputReader, type InputReader } from './inputs/reader.ts'
import type { Field } from './inputs/field.ts'

const digest = `sha256:${'a'.repeat(64)}`
const image = `ghcr.io/your-org/catalog@${digest}`

function read<T>(
  inputs: Readonly<Record<string, string>>,
  field: (input: InputReader) => Field<T>,
  masked: string[] = [],
): T {
  const input = createInputReader({
    variable: () => undefined,
    value: (name) => inputs[name],
    mask: (value) => masked.push(value),
    workspace: () => '/',
  })
  return input.request({ field: field(input) }).field
}

describe('the inputs that actions share', () => {
  test('images need a digest', async () => {
    expect(read({ images: image }, imagesInput)).toMatchObject([{ name: 'ghcr.io/your-org/catalog', digest }])
    await expectCode('image-not-pinned', () => read({ images: 'ghcr.io/your-org/catalog:v1' }, imagesInput))
    await expectCode('input-missing', () => read({}, imagesInput))
  })

  test('a name with nothing behind the @ is told to be an output that was dropped', async () => {
    await expectCode('output-masked', () => read({ images: 'ghcr.io/your-org/catalog@' }, imagesInput))
  })

  test('subjects are images or a release, never both', async () => {
    expect(read({ images: image }, subjectsInput).kind).toBe('images')
    expect(read({ release: '{}' }, subjectsInput)).toEqual({ kind: 'release', text: '{}' })
    await expectCode('input-missing', () => read({ images: image, release: '{}' }, subjectsInput))
    await expectCode('input-missing', () => read({}, subjectsInput))
  })

  test('an artifact comes with the digest that its producer gave', async () => {
    const name = 'promo-scan-catalog-1'
    expect(read({ 'from-artifact': name, 'from-artifact-digest': digest }, fromArtifactInput)).toEqual({ name, digest })
    expect(read({ 'from-artifact': name, 'from-artifact-digest': 'a'.repeat(64) }, fromArtifactInput)).toEqual({
      name,
      digest,
    })
    expect(read({}, fromArtifactInput)).toBeUndefined()
    await expectCode('output-masked', () => read({ 'from-artifact': name }, fromArtifactInput))
    await expectCode('input-missing', () => read({ 'from-artifact-digest': digest }, fromArtifactInput))
    await expectCode('artifact-invalid', () => read({ 'from-artifact': '../x' }, fromArtifactInput))
  })

  test('registry passwords are masked in every form in which they travel', () => {
    const masked: string[] = []
    const auths =
      "- { registry: ghcr.io, username: bob, password: 'it''s-s3cret' }\n- registry: b\n  password: \"tab\\tbed-pw\"\n"
    read(
      { 'registry-username': 'ann', 'registry-password': 'pw-of-ann', 'registry-auths': auths },
      registryInput,
      masked,
    )
    expect(masked).toEqual(['pw-of-ann', Buffer.from('ann:pw-of-ann').toString('base64'), "it's-s3cret", 'tab\tbed-pw'])
  })

  test('a user name needs its password', async () => {
    await expectCode('input-missing', () => read({ 'registry-username': 'ann' }, registryInput))
  })
})
