import { connectForge } from '@promo/connections'
import type { Config, EnvironmentName, RepositoryName } from '@promo/core'
import type { Forge } from '@promo/forge'
import {
  environmentOf,
  headOf,
  nextEnvironments,
  openPromotion,
  readConfigAt,
  readOverlayAt,
  updatesFor,
  type Promoted,
} from '@promo/promotion'
import type { Runner } from '@promo/runner'
import { actionError } from '../errors.ts'
import { openPromoted } from '../promoted.ts'
import { describePromotion, openedSummary } from './describe.ts'
import type { OpenPromotionRequest, PromotionTarget } from './inputs.ts'
import { outputsOf, type Proposed } from './proposed.ts'

export async function run(request: OpenPromotionRequest, runner: Runner): Promise<void> {
  warnAboutJobToken(request, runner)
  const repository = request.repository ?? runner.context.repository.fullName
  const forge = await connectForge(runner, request.forge, repository, { contents: 'write', pull_requests: 'write' })
  const proposed = await openAll(request, repository, forge, runner)
  if (proposed.length === 0) runner.log.notice('No environment that takes pull requests comes after this one.')
  runner.outputs(outputsOf(proposed))
  await runner.summary(proposed.map(({ environment, opened }) => openedSummary(environment, opened)).join('\n\n'))
}

async function openAll(
  request: OpenPromotionRequest,
  repository: RepositoryName,
  forge: Forge,
  runner: Runner,
): Promise<readonly Proposed[]> {
  const base = request.base ?? (await forge.repository(repository)).defaultBranch
  const baseHead = await headOf(forge, repository, base)
  const { config } = await readConfigAt(forge, repository, baseHead, request.config)
  const promoted = await promotedOf(request, runner, async (from) =>
    readOverlayAt(forge, repository, baseHead, environmentOf(config, from).overlay).then(({ bytes }) => bytes),
  )
  const updates = updatesFor(promoted, config)
  const { draft, labels, reviewers, dryRun } = request
  const proposed: Proposed[] = []
  for (const environment of targetsOf(request.target, config)) {
    const { overlay } = environmentOf(config, environment)
    const describe = describePromotion({ environment, promoted, config, runner })
    const asked = { repository, base, environment, overlay, updates, draft, labels, reviewers, dryRun, describe }
    proposed.push({ environment, opened: await openPromotion(asked, forge) })
  }
  return proposed
}

function targetsOf(target: PromotionTarget, config: Config): readonly EnvironmentName[] {
  return target.kind === 'environment' ? [target.environment] : nextEnvironments(config, target.from)
}

async function promotedOf(
  request: OpenPromotionRequest,
  runner: Runner,
  overlayOf: (environment: NonNullable<OpenPromotionRequest['from']>) => Promise<Uint8Array>,
): Promise<Promoted> {
  if (request.promoted !== undefined) {
    if (request.target.kind === 'environment') return openPromoted(request.promoted, runner)
    throw actionError('environment-missing', {}, 'images are named, and no environment to promote them to')
  }
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
