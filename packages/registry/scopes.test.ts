import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { coversScopes, widenScopes } from './scopes.ts'

describe('a token', () => {
  it.each([
    [['repository:a:pull,push'], ['repository:a:pull'], true],
    [['repository:a:push,pull', 'repository:b:pull'], ['repository:a:pull,push'], true],
    [['repository:a:pull'], ['repository:a:pull,push'], false],
    [['repository:a:pull'], ['repository:b:pull'], false],
    [['repository:a:pull,push'], ['repository:a:pull', 'repository:b:pull'], false],
    [['repository:a:*'], ['repository:a:pull'], false],
  ])('for %j serves %j: %s', (granted, needed, expected) => {
    expect(coversScopes(granted, needed)).toBe(expected)
  })
})

describe('the scopes of a challenge', () => {
  it.each([
    [['repository:a:push,pull'], 'repository:a:pull,push'],
    [['repository:a:pull'], 'repository:a:pull,push'],
    [['repository:a:metadata_read'], 'repository:a:pull,push,metadata_read'],
    [
      ['repository:a:delete', 'repository:a:*', 'repository:b:pull', 'registry:catalog:*', '*', ''],
      'repository:a:pull,push',
    ],
  ])('%j are asked for as %s', (challenged, asked) => {
    expect(widenScopes(['repository:a:pull,push'], challenged)).toEqual([asked])
  })

  it('never take a scope away nor name another repository, whatever they are', () => {
    const part = fc.constantFrom('repository:', 'a', 'b', ':', 'pull', 'push', 'delete', ',', '*', 'x_y')
    fc.assert(
      fc.property(fc.array(fc.string({ unit: part })), (challenged) => {
        const [asked = ''] = widenScopes(['repository:a:pull'], challenged)
        expect(asked).toMatch(/^repository:a:pull(?:,[a-z_]+)*$/)
        expect(asked.split(/[:,]/)).not.toContain('delete')
      }),
    )
  })
})
