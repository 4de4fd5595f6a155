import { expect, test } from '@jest/globals'
import { digestOf } from '@promo/core'
import { createSandboxRegistry } from '@promo/sandbox/registry'
import { anImage } from '@promo/registry/testing'
import { startNetwork } from '@promo/sandbox/network'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnAction } from './spawn-action.ts'

test('a bundle reaches a registry over TLS, through a proxy', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'promo-tls-'))
  const network = await startNetwork({ directory })
  const registry = createSandboxRegistry()
  network.route('ghcr.io', registry.handler)
  const image = anImage('app')
  for (const blob of image.blobs) registry.seedBlob('your-org/app', blob)
  registry.seedManifest('your-org/app', image.bytes, image.descriptor.mediaType)
  try {
    const ended = await spawnAction('copy-image', {
      inputs: {
        from: `ghcr.io/your-org/app@${image.descriptor.digest}`,
        to: 'ghcr.io/your-org/released',
        tags: 'v1',
      },
      variables: network.environment,
      loopbackOnly: true,
    })
    expect([ended.code, ended.outputs.get('digest')]).toEqual([0, image.descriptor.digest])
    expect(registry.tags('your-org/released').get('v1')).toBe(digestOf(image.bytes))
  } finally {
    await network.close()
    rmSync(directory, { recursive: true, force: true })
  }
})
