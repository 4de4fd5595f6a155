import { parseCommit, systemClock, type Gate } from '@promo/core'
import type { Forge } from '@promo/forge'
import {
  gateImages,
  gatePullRequest,
  headOf,
  imagesOfOverlay,
  proposedImage,
  readConfigAt,
  type GatePorts,
  type ImagesGate,
  type PullRequestGate,
} from '@promo/promotion'
import type { Runner } from '@promo/runner'
import { actionError } from '../errors.ts'
import type { VerifyEvidenceRequest } from './inputs.ts'

/** What is judged: the digests a pull request changes, or named ones for one environment. */
export type GateSubject =
  | { readonly kind: 'pull-request'; readonly request: PullRequestGate }
  | { readonly kind: 'images'; readonly request: ImagesGate }

export async function subjectOf(request: VerifyEvidenceRequest, runner: Runner, forge: Forge): Promise<GateSubject> {
  const { pullRequest, repository } = runner.context
  const branch = pullRequest?.baseRef ?? repository.defaultBranch
  const base = { ref: branch, commit: await headOf(forge, repository.fullName, branch) }
  const at = request.atTime ?? systemClock.now()
  const common = { repository: repository.fullName, base, configPath: request.config, at }
  const isNamed = request.images.length > 0 || request.overlay !== undefined
  if (pullRequest === undefined || isNamed) return namedSubject(request, common, forge)
  if (request.atTime !== undefined) throw actionError('at-time-refused', {}, '`at-time` is given on a pull request')
  const head = parseCommit(pullRequest.headSha)
  return { kind: 'pull-request', request: { ...common, number: pullRequest.number, head } }
}

async function namedSubject(
  { images, overlay, environment }: VerifyEvidenceRequest,
  common: Omit<ImagesGate, 'environment' | 'images'>,
  forge: Forge,
): Promise<GateSubject> {
  if (environment === undefined || (images.length === 0 && overlay === undefined)) {
    throw actionError(
      'subject-missing',
      {},
      'there is no pull request, and no `environment` with `images` or `overlay`',
    )
  }
  const { config } = await readConfigAt(forge, common.repository, common.base.commit, common.configPath)
  const named =
    overlay === undefined
      ? images.map((image) => proposedImage(config, image))
      : await imagesOfOverlay(forge, common, config, overlay)
  return { kind: 'images', request: { ...common, environment, images: named } }
}

export function judge(subject: GateSubject, ports: GatePorts): Promise<Gate> {
  return subject.kind === 'pull-request' ? gatePullRequest(subject.request, ports) : gateImages(subject.request, ports)
}
