import { describe, expect, test } from '@jest/globals'
import { parseImageName } from '@promo/core'
import { isRegistryAllowed } from './registry.ts'

describe('the registry rule', () => {
  const allows = (name: string, ...allow: string[]): boolean =>
    isRegistryAllowed(parseImageName(name), { registry: { allow } })

  test.each<[string, string, boolean]>([
    ['ghcr.io/your-org/app', 'ghcr.io/your-org', true],
    ['ghcr.io/your-org/team/app', 'ghcr.io/your-org/', true],
    ['ghcr.io/your-org/app', 'ghcr.io/your-org/app', true],
    ['ghcr.io/your-org/app', 'ghcr.io', true],
    ['alpine', 'docker.io/library', true],
    ['ghcr.io/your-org-evil/app', 'ghcr.io/your-org', false],
    ['ghcr.io/your-org/app-evil', 'ghcr.io/your-org/app', false],
    ['ghcr.io.evil.example/your-org/app', 'ghcr.io', false],
    ['evil.example/ghcr.io/your-org/app', 'ghcr.io/your-org', false],
    ['ghcr.io/your-org/app', '', false],
  ])('of %s under %s: %s', (name, prefix, allowed) => {
    expect(allows(name, prefix)).toBe(allowed)
  })

  test('allows any registry only where the policy says nothing', () => {
    expect(isRegistryAllowed(parseImageName('evil.example/app'), {})).toBe(true)
    expect(allows('ghcr.io/your-org/app')).toBe(false)
  })
})
