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
        config: ['/created', '/rootfs/diff_ids/2', ''],
        layers: [
          { ...layer, entries: layer.entries.map((entry) => ({ ...entry, attributes: [...entry.attributes] })) },
        ],
      },
      { platform: 'linux/arm64', reproduced: false, only: 'second', config: [], layers: [] },
    ],
    ...changes,
  })
}

type Platform = Reproduction['platforms'][number]
type Layer = Platform['layers'][number]

function aPlatform(layers: Layer[]): Platform {
  return { platform: 'linux/amd64', reproduced: false, config: [], layers }
}

function aLayer(index: number): Layer {
  const entries: Layer['entries'] = [{ path: `a-${String(index)}`, change: 'changed', attributes: ['content'] }]
  return { index, first: digestOf('a'), second: digestOf('b'), entries, differing: 1 }
}

describe('a comparison of two builds', () => {
  test('names platform, config, layer, file and what differs, everything escaped', () => {
    const text = String(reproductionSummary(aReproduction()))
    for (const part of ['linux/amd64', '/created, the whole', 'layer 3: 40 entries', 'mtime, content', 'and 39 more'])
      expect(text).toContain(part)
    expect(text).not.toContain('diff_ids')
    expect(text).toContain('only the second build has it')
    expect(text).not.toContain('<b>')
  })

  test('names the first entry of each layer before anything is unfolded', () => {
    const table = String(reproductionSummary(aReproduction({ platforms: [aPlatform([aLayer(1), aLayer(2)])] })))
      .split('\n')
      .filter((line) => line.startsWith('| linux/amd64'))
    expect(table).toEqual(['| linux/amd64 | no | same | layer 2: `a-1` (content); layer 3: `a-2` (content) |'])
  })

  test('names a file rather than the directory that holds it, and counts the rest', () => {
    const entries = ['out/', 'out/a', 'out/b'].map((path) => ({
      ...{ path, change: 'changed' as const, attributes: ['mtime' as const] },
    }))
    const layer = { ...aLayer(0), entries, differing: 3 }
    expect(String(reproductionSummary(aReproduction({ platforms: [aPlatform([layer])] })))).toContain(
      '| layer 1: `out/a` (mtime) and 2 more |',
    )
  })

  test('shows what is to be typed as code', () => {
    const text = String(reproductionSummary(aReproduction({ causes: ['file-attributes'] })))
    expect(text).toContain('(`--chown`, `--chmod`)'.replaceAll(/[()]/g, String.raw`\$&`))
  })

  test.each([
    ['a layer that only one build has', { second: null, entries: [], differing: 0 }, 'only in the first build'],
    ['a layer of the same entries', { entries: [], differing: 0 }, 'packed otherwise'],
    ['a layer whose entries are not shown', { entries: [], differing: 7 }, '7 entries'],
    ['a layer that was not read', { entries: [], differing: 0, unread: 'too many entries' }, 'too many entries'],
  ])('names %s', (_what, changes, words) => {
    const text = String(reproductionSummary(aReproduction({ platforms: [aPlatform([{ ...aLayer(1), ...changes }])] })))
    expect(text).toContain(`layer 2: ${words} |`)
  })

  test('counts the layers that it does not name', () => {
    const layers = [1, 2, 3, 4, 5].map((index) => aLayer(index))
    expect(String(reproductionSummary(aReproduction({ platforms: [aPlatform(layers)] })))).toContain(
      'and 2 more layers',
    )
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
