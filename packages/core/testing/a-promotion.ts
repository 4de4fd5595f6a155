import { digestOf, hexOf } from '../digest.ts'
import { promotionDocument, type Promotion } from '../documents/promotion.ts'
import { parseCommit, parseEnvironmentName } from '../names.ts'

/** A promotion from staging to prod by a pull request, with everything that can be known of one unless it says otherwise. */
export function aPromotion(changes: Partial<Promotion> = {}): Promotion {
  const digest = digestOf('image')
  const [head, merge] = [parseCommit('b'.repeat(40)), parseCommit('c'.repeat(40))]
  const file = 'kustomize/overlays/prod/kustomization.yaml'
  const overlay = (environment: string) => ({
    environment: parseEnvironmentName(environment),
    resourceUri: `git+https://github.com/your-org/config@${merge}#kustomize/overlays/${environment}`,
  })
  const resource = (text: string) => ({ uri: `https://example.org/${text}`, digest: { sha256: hexOf(digestOf(text)) } })
  return promotionDocument.create({
    promotion: {
      ...{ id: 'prod-41', kind: 'promote', from: overlay('staging') },
      to: {
        ...overlay('prod'),
        files: [{ path: file, gitBlobBefore: 'd'.repeat(40), gitBlobAfter: 'e'.repeat(40) }],
      },
    },
    artifact: { digest, srcRef: `ghcr.io/your-org/catalog@${digest}`, dstRef: `ghcr.io/your-org/catalog@${digest}` },
    previous: { digest: digestOf('the image before') },
    change: {
      ...{ pullRequest: 'https://github.com/your-org/config/pull/41', headSha: head, mergeSha: merge, author: 'dev' },
      approvals: [{ login: 'lead', submittedAt: '2026-12-01T12:00:00Z', commitSha: head }],
    },
    policy: resource('policy'),
    verdict: resource('verdict'),
    exceptions: [],
    holds: [],
    chain: { prevDigest: digestOf('the promotion before'), index: 41 },
    times: { verified: '2026-12-01T11:00:00Z', merged: '2026-12-01T12:01:00Z' },
    ...changes,
  })
}
