import { describe, expect, test } from '@jest/globals'
import { digestOf } from '@promo/core'
import { pullRequestBody, type PromotedImage } from './promotion-summary.ts'

function promoted(change: Partial<PromotedImage> = {}): PromotedImage {
  return { app: 'catalog', image: 'ghcr.io/your-org/catalog', from: 'v1', to: digestOf('new'), ...change }
}

describe('the body of a promotion pull request', () => {
  test('carries a fenced block that a program can read', () => {
    const body = pullRequestBody({ environment: 'staging', from: 'dev', images: [promoted()] })
    const block = /```promo\n([^`]*)\n```/.exec(body)?.[1] ?? ''
    expect(block.split('\n').map((line) => JSON.parse(line) as unknown)).toEqual([
      { environment: 'staging', from: 'dev', release: null },
      { app: 'catalog', image: `ghcr.io/your-org/catalog@${digestOf('new')}`, from: 'v1' },
    ])
  })

  test('a text with a fence in it cannot end the block', () => {
    const body = pullRequestBody({ environment: 'staging', images: [promoted({ from: '```\n@org/everyone' })] })
    expect(body.match(/^```/gm)).toHaveLength(2)
  })

  test('stays within what GitHub accepts for ten thousand images', () => {
    const images = Array.from({ length: 10_000 }, () => promoted({ from: '|'.repeat(4000) }))
    expect(pullRequestBody({ environment: 'staging', images }).length).toBeLessThanOrEqual(65_536)
  })
})
