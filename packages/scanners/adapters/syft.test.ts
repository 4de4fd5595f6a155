import { writeFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { aStage, recording, type Played, type Stage } from '../testing.ts'

let stage: Stage
afterEach(() => stage.close())

describe('syft', () => {
  const syft: Played = ({ args }) => {
    for (const [index, argument] of args.entries()) {
      if (argument !== '--output') continue
      const [format, path] = (args[index + 1] ?? '').split('=')
      const name = format?.startsWith('spdx') === true ? 'image-debian-spdx' : 'image-debian-cdx16'
      writeFileSync(path ?? '', recording(`syft/${name}`).report)
    }
    return {}
  }

  test('makes both formats in one run, dated by the image', async () => {
    stage = aStage({ syft })
    const { tool, sboms } = await stage.scanners.sbom(stage.image, ['spdx', 'cyclonedx'])
    expect(tool).toMatchObject({ name: 'syft', outcome: 'pass' })
    expect(stage.runs).toHaveLength(1)
    expect(sboms.map(({ format, packages, licenses }) => [format, packages, licenses])).toEqual([
      ['spdx', 5, { 'BSD-3-Clause': 1, NOASSERTION: 4 }],
      ['cyclonedx', 5, { 'BSD-3-Clause': 1, NOASSERTION: 4 }],
    ])
    expect(JSON.parse(Buffer.from(sboms[0]?.bytes ?? []).toString())).toMatchObject({
      creationInfo: { created: '2026-01-02T03:04:05Z' },
    })
  })

  test('fails loudly', async () => {
    stage = aStage({ syft: () => ({ code: 1, stderr: recording('syft/missing').stderr }) })
    await expectCode('scanner-failed', () => stage.scanners.sbom(stage.image, ['spdx']))
  })
})
