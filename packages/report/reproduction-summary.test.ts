import { describe, expect, test } from '@jest/globals'
import { digestOf, parseLegName, REPRODUCTION_CAUSES, reproductionDocument, type Reproduction } from '@promo/core'
import { reproductionSummary, reproductionWarning } from './reproduction-summary.ts'

function aReproduction(changes: Partial<Reproduction> = {}): Reproduction {
  const layer = {
    index: 2,
    first: digestOf('a'),
    second: digestOf('b'),
    entries: [{ path: 'app/<b>|x', change: 'changed', attributes: ['mtime', 'content'] }],
    differing: 40,
  } as const
  return reproductionDocument.create({
    leg: parseLegName('app'),
    first: digestOf('first'),
    second: digestOf('second'),
    reproduced: false,
    causes: ['file-content', 'file-time', 'config-time', 'packing'],
    platforms: [
      {
        platform: 'linux/amd64',
        reproduced: false,
        config: ['/created', ''],
        layers: [
          { ...layer, entries: layer.entries.map((entry) => ({ ...entry, attributes: [...entry.attributes] })) },
        ],
      },
      { platform: 'linux/arm64', reproduced: false, only: 'second', config: [], layers: [] },
    ],
    ...changes,
  })
}

describe('a comparison of two builds', () => {
  test('names platform, config, layer, file and what differs, everything escaped', () => {
    const text = String(reproductionSummary(aReproduction()))
    for (const part of ['linux/amd64', '/created, the whole', 'layer 3: 40 entries', 'mtime, content', 'and 39 more'])
      expect(text).toContain(part)
    expect(text).toContain('only the second build has it')
    expect(text).not.toContain('<b>')
  })

  test('that are equal says so and names no remedy', () => {
    const platform = { platform: 'linux/amd64', reproduced: true, config: [], layers: [] }
    const text = String(reproductionSummary(aReproduction({ reproduced: true, causes: [], platforms: [platform] })))
    expect(text).toContain('Reproduced')
    expect(text).not.toContain('SOURCE_DATE_EPOCH')
  })

  test('warns of the first causes, and has a remedy for every one', () => {
    const warning = reproductionWarning(aReproduction())
    expect(warning.split('\n')).toHaveLength(5)
    expect(warning).toContain('1 more cause')
    for (const cause of REPRODUCTION_CAUSES)
      expect(reproductionWarning(aReproduction({ causes: [cause] })).split('\n')).toHaveLength(2)
  })
})
