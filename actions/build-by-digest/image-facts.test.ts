import { describe, expect, test } from '@jest/globals'
import { sourceFacts, withoutGiven } from './image-facts.ts'

const SOURCE = { serverUrl: 'https://github.com', repository: 'your-org/shop', sha: 'a'.repeat(40) }

describe('what an image says of its source', () => {
  test('has the time of the commit, where there is one', () => {
    const named = [
      'org.opencontainers.image.source=https://github.com/your-org/shop',
      `org.opencontainers.image.revision=${'a'.repeat(40)}`,
    ]
    expect(sourceFacts({ ...SOURCE, commitTime: undefined })).toEqual(named)
    expect(sourceFacts({ ...SOURCE, commitTime: 1_767_312_000 })).toEqual([
      ...named,
      'org.opencontainers.image.created=2026-01-02T00:00:00Z',
    ])
  })

  test('gives way to what the caller says, at any level', () => {
    const facts = ['a.b=1', 'c.d=2', 'e.f=3']
    expect(withoutGiven(facts, ['a.b=x', 'index,manifest[linux/amd64]:c.d=y=z'])).toEqual(['e.f=3'])
    expect(withoutGiven(facts, [])).toEqual(facts)
  })
})
