import { createServer, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { spawnAction, type ActionEnd } from '../actions/spawn-action.ts'
import { asRoot } from './as-root.ts'
import { execFileSync } from 'node:child_process'
import { buildahIn } from './builders/buildah.ts'
import { BUILDERS, type RunningBuilder } from './builders/running-builder.ts'
import { aBuildScene, type BuildScene } from './builders/scene.ts'

jest.setTimeout(240_000)

let scene: BuildScene
let builder: RunningBuilder | undefined
let home: string
let environments: Readonly<Record<string, Readonly<Record<string, string>>>>

beforeAll(async () => {
  scene = await aBuildScene()
  home = scene.directory('home')
  builder = await BUILDERS[0]?.start(scene)
  environments = { buildx: builder?.docker.environment ?? {}, buildah: await buildahIn(home) }
})
afterAll(async () => {
  await builder?.close()
  const [remove, what] = asRoot('rm', ['-rf', home])
  execFileSync(remove, what)
  await scene.close()
})

/** Builds from a base image at a registry that takes the call and never answers; the signal comes with the call. */
async function cancel(name: string, signal: NodeJS.Signals): Promise<ActionEnd> {
  let kill: (signal: NodeJS.Signals) => void = () => undefined
  const registry = createServer(() => {
    kill(signal)
  })
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve))
  const { port } = registry.address() as AddressInfo
  const environment = environments[name] ?? {}
  const inputs = { builder: name, image: `${scene.host}/app`, context: 'app', secrets: 'token=canary-secret-1' }
  try {
    return await spawnAction('build-by-digest', {
      inputs: { ...inputs, 'no-cache': 'true' },
      variables: {
        ...environment,
        ...{ PATH: `${environment['PATH'] ?? ''}:${process.env['PATH'] ?? ''}`, HTTP_PROXY: '', HTTPS_PROXY: '' },
      },
      files: { 'app/Dockerfile': `FROM 127.0.0.1:${String(port)}/never:answers\n` },
      onStart: (end) => {
        kill = end
      },
    })
  } finally {
    registry.close()
  }
}

describe.each(['buildx', 'buildah'])('a build with %s', (name) => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'that %s cancels ends soon, says so, and leaves no secret',
    async (signal) => {
      const { code, outputs, log, left, milliseconds } = await cancel(name, signal)
      expect({ code, failure: outputs.get('failure-code') }).toEqual({ code: 1, failure: 'cancelled' })
      expect(outputs.get('outcome')).toBe('infrastructure')
      expect(milliseconds).toBeLessThan(60_000)
      expect(left.filter(([, content]) => content.includes('canary-secret-1'))).toEqual([])
      expect(log.split('\n').filter((line) => !line.startsWith('::add-mask::') && line.includes('canary-'))).toEqual([])
    },
  )
})
