import { mkdtempSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parseDigest, parsePinnedImage } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import { createInputReader, type InputReader } from './reader.ts'

function reader(inputs: Readonly<Record<string, string>>, masked: string[] = [], workspace = '/'): InputReader {
  return createInputReader({
    variable: () => undefined,
    value: (name) => inputs[name],
    mask: (value) => masked.push(value),
    workspace: () => workspace,
  })
}

describe('reading inputs', () => {
  test('treats an empty input as absent and trims the others', () => {
    const input = reader({ a: ' x ', b: '  ', c: '' })
    const fields = {
      a: input.required('a', String),
      b: input.optional('b', String),
      c: input.withDefault('c', 'fallback', String),
      d: input.list('d', String),
    }
    expect(input.request(fields)).toEqual({ a: 'x', b: undefined, c: 'fallback', d: [] })
  })

  test('takes lists as lines or as a JSON array', () => {
    const input = reader({ lines: 'a\r\n\n b ', json: '["a", "b"]', words: 'spdx, cyclonedx' })
    const fields = {
      lines: input.list('lines', String),
      json: input.list('json', String),
      words: input.choices('words', ['spdx', 'cyclonedx'], []),
    }
    expect(input.request(fields)).toEqual({ lines: ['a', 'b'], json: ['a', 'b'], words: ['spdx', 'cyclonedx'] })
  })

  test('reports every fault at once, also of fields that the request does not name', async () => {
    const input = reader({ digest: 'x', flag: 'yes', choice: 'c', list: '[1]' })
    input.flag('flag', false)
    const fields = {
      digest: input.required('digest', parseDigest),
      choice: input.choice('choice', ['a', 'b'], 'a'),
      missing: input.required('missing', String),
      list: input.list('list', String),
    }
    const error = await expectCode('input-invalid', () => input.request(fields))
    const faults = error.facts['faults'] as readonly { input: string; code: string }[]
    expect(faults.map((fault) => `${fault.input} ${fault.code}`)).toEqual([
      'flag input-invalid',
      'digest digest-invalid',
      'choice input-invalid',
      'missing input-missing',
      'list input-invalid',
    ])
  })

  test('keeps the code that all faults share', async () => {
    const input = reader({ images: 'ghcr.io/org/app:1\n' })
    const error = await expectCode('image-not-pinned', () =>
      input.request({ images: input.list('images', parsePinnedImage) }),
    )
    expect(error.ending).toBe('configuration')
    expect(error.message).toContain('input images')
  })

  test('takes only the booleans of YAML 1.2', async () => {
    const input = reader({ a: 'TRUE', b: 'False' })
    expect(input.request({ a: input.flag('a', false), b: input.flag('b', true) })).toEqual({ a: true, b: false })
    const wrong = reader({ a: 'on' })
    await expectCode('input-invalid', () => wrong.request({ a: wrong.flag('a', false) }))
  })

  test('masks a secret before anyone has it, even when another input is wrong', async () => {
    const masked: string[] = []
    const input = reader({ password: 'hunter2-hunter2' }, masked)
    const fields = { password: input.secret('password'), other: input.required('other', String) }
    expect(masked).toEqual(['hunter2-hunter2'])
    await expectCode('input-missing', () => input.request(fields))
  })

  test('joins fields only when each of them is good', async () => {
    const input = reader({ a: 'x', b: 'y' })
    const both = { a: input.required('a', String), b: input.required('b', String) }
    expect(input.request({ ab: input.all('ab', both, ({ a, b }) => a + b) })).toEqual({ ab: 'xy' })
    const broken = reader({ a: 'x' })
    const half = { a: broken.required('a', String), b: broken.required('b', String) }
    const error = await expectCode('input-missing', () =>
      broken.request({ ab: broken.all('ab', half, ({ a, b }) => a + b) }),
    )
    expect(error.facts['faults']).toHaveLength(1)
  })
})

describe('reading a document', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'promo-document-'))
  const workspace = path.join(root, 'work')
  mkdirSync(path.join(workspace, 'folder'), { recursive: true })
  writeFileSync(path.join(root, 'secret'), 'outside')
  writeFileSync(path.join(workspace, 'promo.yaml'), '\uFEFFversion: 1\n')
  symlinkSync('../secret', path.join(workspace, 'link'))

  function document(value: string): () => unknown {
    const input = reader({ config: value }, [], workspace)
    return () => input.request({ config: input.document('config') }).config
  }

  test('gives the text itself or the content of the file', () => {
    expect(document('promo.yaml')()).toBe('version: 1\n')
    expect(document('version: 1\nimages: {}')()).toBe('version: 1\nimages: {}')
    expect(document('{"version":1}')()).toBe('{"version":1}')
    expect(document('version: 1')()).toBe('version: 1')
    expect(document(path.join(root, 'secret'))()).toBe('outside')
  })

  test('refuses what is not there, not a file, or led out of the workspace by a link', async () => {
    for (const value of ['absent.yaml', 'folder', 'link', './folder/../link'])
      await expectCode('document-missing', document(value))
  })
})
