import { digestOf, isDigest, releaseDocument, type Config, type EnvironmentName } from '@promo/core'
import { imageByOverlayName, type Opened, type OpenRequest, type Promoted } from '@promo/promotion'
import { pullRequestBody, pullRequestSummary } from '@promo/report'
import type { Runner } from '@promo/runner'

export interface DescribeRequest {
  readonly environment: EnvironmentName
  readonly promoted: Promoted
  readonly config: Config
  readonly runner: Runner
}

/** Title and body of a promotion, made from what changes. Everything in them is a copy for people. */
export function describePromotion({ environment, promoted, config, runner }: DescribeRequest): OpenRequest['describe'] {
  const { serverUrl, repository, runId } = runner.context
  const release = promoted.kind === 'release' ? promoted.release : undefined
  return (changes) => {
    const images = changes.flatMap(({ name, from, to }) => {
      const known = imageByOverlayName(config, name)
      if (!isDigest(to)) return []
      const source =
        release === undefined ? {} : { source: { repository: release.source.repository, sha: release.source.sha } }
      return [
        { app: known?.leg ?? name, image: known?.image.repository ?? name, from: from ?? undefined, to, ...source },
      ]
    })
    const names = images.map(({ app }) => app).join(', ')
    return {
      title: `Promote ${names.length > 60 ? `${String(images.length)} images` : names} to ${environment}`,
      body: pullRequestBody({
        environment,
        images,
        ...(release === undefined ? {} : { release: digestOf(releaseDocument.write(release)) }),
        runUrl: `${serverUrl}/${repository.fullName}/actions/runs/${runId}`,
      }),
    }
  }
}

export function openedSummary(environment: EnvironmentName, opened: Opened): string {
  const { action, changes, pullRequest, branch } = opened
  return pullRequestSummary({
    environment,
    action,
    branch,
    changes: changes.map(({ name, from, to }) => ({ image: name, from: from ?? undefined, to })),
    ...(pullRequest === undefined ? {} : { number: pullRequest.number, url: pullRequest.url }),
  })
}
