import { describe, expect, test } from '@jest/globals'
import { readBuildxDriver } from './buildx-driver.ts'

const LABEL = ' org.mobyproject.buildkit.worker.snapshotter: overlayfs'

/** As `docker buildx inspect` prints it; older ones write `Buildkit:`. */
function inspected(driver: string, ...lines: readonly string[]): string {
  return [`Name:   default`, `Driver: ${driver}`, '', 'Nodes:', ...lines, ''].join('\n')
}

describe('the driver of buildx', () => {
  test.each([
    ['docker-container', inspected('docker-container', 'BuildKit version: v0.30.0'), '0.30.0', true],
    ['remote', inspected('remote', 'Buildkit:  v0.11.7', 'Labels:', LABEL), '0.11.7', true],
    ['docker', inspected('docker', 'BuildKit version: v0.8+unknown'), '0.8+unknown', false],
    ['docker', inspected('docker', 'BuildKit version: v0.26.0', 'Labels:', LABEL), '0.26.0', true],
  ])('%s is read with what it can do', (name, text, buildkit, exportsImages) => {
    expect(readBuildxDriver(text)).toEqual({ name, buildkit, exportsImages })
  })

  test('has every version of its nodes', () => {
    const text = inspected(
      'kubernetes',
      'BuildKit version: v0.1.0',
      'BuildKit version: v0.1.0',
      'BuildKit version: v0.2.0',
    )
    expect(readBuildxDriver(text)?.buildkit).toBe('0.1.0, 0.2.0')
  })

  test.each([[''], ['Name: x'], [inspected('')], ['Error: Driver: docker']])('is not in %j', (text) => {
    expect(readBuildxDriver(text)).toBeUndefined()
  })
})
