import { connectForge } from '@promo/connections'
import type { Forge } from '@promo/forge'
import {
  environmentOf,
  headOf,
  openPromotion,
  readConfigAt,
  readOverlayAt,
  updatesFor,
  type Opened,
  type Promoted,
} from '@promo/promotion'
import type { Runner } from '@promo/runner'
import { actionError } from '../errors.ts'
import { openPromoted } from '../promoted.ts'
import { describePromotion, openedSummary } from './describe.ts'
import type { OpenPromotionRequest } from './inputs.ts'

export async function run(request: OpenPromotionRequest, runner: Runner): Promise<void> {
  warnAboutJobToken(request, runner)
  const repository = request.repository ?? runner.context.repository.fullName
  const forge = await connectForge(runner, request.forge, repository, { contents: 'write', pull_requests: 'write' })
  const opened = await open(request, repository, forge, runner)
  runner.outputs({
    number: opened.pullRequest?.number ?? '',
    url: opened.pullRequest?.url ?? '',
    branch: opened.branch,
    'head-sha': opened.headSha ?? '',
    action: opened.action,
  })
  await runner.summary(openedSummary(request.environment, opened))
}

async function open(
  request: OpenPromotionRequest,
  repository: Parameters<typeof headOf>[1],
  forge: Forge,
  runner: Runner,
): Promise<Opened> {
  const base = request.base ?? (await forge.repository(repository)).defaultBranch
  const baseHead = await headOf(forge, repository, base)
  const { config } = await readConfigAt(forge, repository, baseHead, request.config)
  const { overlay } = environmentOf(config, request.environment)
  const promoted = await promotedOf(request, runner, async (from) =>
    readOverlayAt(forge, repository, baseHead, environmentOf(config, from).overlay).then(({ bytes }) => bytes),
  )
  const { environment, draft, labels, reviewers, dryRun } = request
  const updates = updatesFor(promoted, config)
  const describe = describePromotion({ environment, promoted, config, runner })
  return openPromotion(
    { repository, base, environment, overlay, updates, draft, labels, reviewers, dryRun, describe },
    forge,
  )
}

async function promotedOf(
  request: OpenPromotionRequest,
  runner: Runner,
  overlayOf: (environment: NonNullable<OpenPromotionRequest['from']>) => Promise<Uint8Array>,
): Promise<Promoted> {
  if (request.promoted !== undefined) return openPromoted(request.promoted, runner)
  if (request.from !== undefined) return { kind: 'overlay', bytes: await overlayOf(request.from) }
  throw actionError('promoted-missing', {}, 'there is nothing to promote')
}

/** GitHub starts no workflow for what a job's own token does: the gate would never run. */
function warnAboutJobToken({ forge }: OpenPromotionRequest, runner: Runner): void {
  if (forge.kind === 'app') return
  runner.annotate(
    'warning',
    'Opened with `token`: if that is GITHUB_TOKEN, the checks of the pull request wait for approval. Give `app-id` and `app-private-key`.',
  )
}
