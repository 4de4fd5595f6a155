import {
  asPromoError,
  digestOf,
  gateDocument,
  type CommitSha,
  type EnvironmentName,
  type Gate,
  type PromoError,
  type RepositoryName,
  type Verdict,
} from '@promo/core'
import type { Forge } from '@promo/forge'
import { worstOutcome } from '@promo/policy'
import pLimit from 'p-limit'
import { promotionError } from './errors.ts'
import { readConfigAt, type ConfigFile } from './config-file.ts'
import { proposePullRequest } from './gate-proposal.ts'
import { heldBefore } from './held.ts'
import type { ProposedImage } from './proposed.ts'
import { readRevocationsAt } from './revocations-file.ts'
import { readTrustAt } from './trust-file.ts'
import { judgeImage, type PortsFor } from './verdict.ts'

export interface GateRequest {
  readonly repository: RepositoryName
  /** Tip of the base branch: policy, trust and order are read there. */
  readonly base: { readonly ref: string; readonly commit: CommitSha }
  readonly configPath: string
  readonly at: Date
}

export interface PullRequestGate extends GateRequest {
  readonly number: number
  readonly head: CommitSha
}

export interface ImagesGate extends GateRequest {
  readonly environment: EnvironmentName
  readonly images: readonly ProposedImage[]
}

export interface GatePorts {
  readonly forge: Forge
  readonly portsFor: PortsFor
}

const VERDICTS_AT_ONCE = 4

/**
 * Judges a pull request: every digest it changes, for every environment whose overlay it changes, under the policy of the
 * base branch, which must be the default one. The head is read as data through the API, never checked out. Any fault is a
 * refusal; none is a pass.
 */
export async function gatePullRequest(request: PullRequestGate, ports: GatePorts): Promise<Gate> {
  try {
    await assertDefaultBase(request, ports.forge)
    const config = await readConfigAt(ports.forge, request.repository, request.base.commit, request.configPath)
    const proposal = await proposePullRequest(request, config.config, ports.forge)
    const verdicts = await judgeAll(proposal.images, request, config, ports)
    return gate(request, verdicts, proposal.faults, request)
  } catch (error) {
    return gate(request, [], [asPromoError(error)], request)
  }
}

/** Judges named digests for one environment: on a laptop, or before a deployment. */
export async function gateImages(request: ImagesGate, ports: GatePorts): Promise<Gate> {
  try {
    const config = await readConfigAt(ports.forge, request.repository, request.base.commit, request.configPath)
    const images = request.images.map((image) => ({ environment: request.environment, image }))
    return gate(request, await judgeAll(images, request, config, ports), [])
  } catch (error) {
    return gate(request, [], [asPromoError(error)])
  }
}

/** A check belongs to a commit: a pull request to a branch with a lax policy would earn one for the default branch too. */
async function assertDefaultBase({ repository, base }: PullRequestGate, forge: Forge): Promise<void> {
  const { defaultBranch } = await forge.repository(repository)
  if (base.ref === defaultBranch) return
  const facts = { found: base.ref, wanted: defaultBranch }
  throw promotionError('base-not-default', facts, `the base is ${base.ref}, the default branch ${defaultBranch}`)
}

async function judgeAll(
  images: readonly { readonly environment: EnvironmentName; readonly image: ProposedImage }[],
  request: GateRequest,
  { config, bytes }: ConfigFile,
  { forge, portsFor }: GatePorts,
): Promise<readonly Verdict[]> {
  const limit = pLimit(VERDICTS_AT_ONCE)
  const { repository, base, at } = request
  const policy = {
    uri: `git+https://github.com/${repository}@${base.commit}#${request.configPath}`,
    digest: digestOf(bytes),
  }
  if (images.length === 0) return []
  const own = String((await forge.repository(repository)).id)
  const revocations = await readRevocationsAt(forge, repository, base.commit, config)
  const trust = await readTrustAt(forge, repository, base.commit, config)
  return Promise.all(
    images.map(({ environment, image }) =>
      limit(async () => {
        const held = await heldBefore(image, environment, config, { forge, repository, commit: base.commit })
        // Without a `source`, images are built where promo.yaml is.
        const sourceId = config.images[image.leg]?.source?.id ?? own
        const rules = { config, policy, trust, revocations }
        return judgeImage({ image, environment, ...rules, at, sourceId, heldBefore: held }, portsFor)
      }),
    ),
  )
}

function gate(
  request: GateRequest,
  verdicts: readonly Verdict[],
  faults: readonly PromoError[],
  pullRequest?: Pick<PullRequestGate, 'number' | 'head'>,
): Gate {
  const [first] = faults
  return gateDocument.create({
    verdicts: [...verdicts],
    outcome: worstOutcome([...verdicts.map(({ outcome }) => outcome), ...faults.map(({ ending }) => ending)]),
    code: first?.code ?? '',
    fact: faults
      .map(({ message }) => message)
      .join('; ')
      .slice(0, 4000),
    remedy: first?.remedy ?? '',
    pullRequest: pullRequest === undefined ? null : { number: pullRequest.number, head: pullRequest.head },
    policyBase: { repository: request.repository, ref: request.base.ref, sha: request.base.commit },
  })
}

/** The code, fact and remedy that a person should read first; undefined for a pass. */
export function firstRefusal(
  gate: Gate,
): { readonly code: string; readonly fact: string; readonly remedy: string } | undefined {
  if (gate.code !== '') return { code: gate.code, fact: gate.fact, remedy: gate.remedy }
  const failed = gate.verdicts
    .flatMap(({ rules }) => rules)
    .find(({ outcome }) => outcome !== 'pass' && outcome !== 'warn' && outcome !== 'skipped')
  return failed === undefined ? undefined : { code: failed.code, fact: failed.fact, remedy: failed.remedy }
}
