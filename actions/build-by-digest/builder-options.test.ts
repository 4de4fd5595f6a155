import { describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { createInputReader } from '@promo/runner'
import { assertOptionsUsed } from './builder-options.ts'
import { readRequest } from './inputs.ts'

function requestOf(inputs: Readonly<Record<string, string>>): ReturnType<typeof readRequest> {
  const given: Readonly<Record<string, string>> = { image: 'ghcr.io/your-org/app', ...inputs }
  const none = (): undefined => undefined
  return readRequest(
    createInputReader({ variable: none, value: (name) => given[name], mask: none, workspace: () => '/' }),
  )
}

describe('an input that the builder would pass over', () => {
  test.each([
    ['layout', { target: 'a' }, ['target']],
    ['layout', { 'build-args': 'A=1', secrets: 'a=b', provenance: 'max' }, ['build-args', 'secrets', 'provenance']],
    ['layout', { 'secret-envs': 'a=B' }, ['secrets']],
    ['buildx', { layout: 'out', command: '["make"]' }, ['layout', 'command']],
    ['buildah', { command: '["make"]' }, ['command']],
  ])('is refused: %s, %j', async (builder, inputs, names) => {
    const { facts } = await expectCode('option-unused', () => assertOptionsUsed(requestOf({ builder, ...inputs })))
    expect(facts['inputs']).toEqual(names)
  })

  test.each([
    { builder: 'layout', layout: 'out', command: '["make"]', platforms: 'linux/amd64', 'no-cache': 'true' },
    { builder: 'buildah', target: 'a', 'build-args': 'A=1', command: 'null' },
    { 'cache-from': 'ghcr.io/your-org/cache', labels: 'a=b' },
  ])('is none: %j', (inputs) => {
    assertOptionsUsed(requestOf(inputs))
  })
})
