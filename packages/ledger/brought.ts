import {
  environmentOrder,
  parseEnvironmentName,
  parseImageReference,
  type CommitSha,
  type RepositoryName,
} from '@promo/core'
import type { PullRequest } from '@promo/forge'
import { ledgerError } from './errors.ts'
import { sourceOf, type Ground } from './ground.ts'
import type { Overlays } from './overlays.ts'
import type { ReadingForge, TracePorts } from './ports.ts'
import type { Subject } from './subject.ts'
import { legsOf, tracedEntries, tracedImage, type TracedImage } from './traced-image.ts'

/** What was built from a commit, by its tag, and what the commit put into overlays; else the same for the merge that took it in. */
export async function imagesOfCommit(
  sha: CommitSha,
  ground: Ground,
  overlays: Overlays,
  ports: TracePorts,
): Promise<readonly TracedImage[]> {
  const direct = [...(await releasedFrom(sha, ground, ports)), ...(await putBy(sha, ground, overlays))]
  if (direct.length > 0) return direct
  const pulls = await Promise.all(
    repositoriesOf(ground).map((repository) => pullsIfKnown(sha, repository, ground.forge)),
  )
  const merges = pulls.flat().flatMap(({ mergeCommit }) => mergeCommit ?? [])
  const images = await Promise.all(
    merges.map(async (merge) => [
      ...(await releasedFrom(merge, ground, ports)),
      ...(await putBy(merge, ground, overlays)),
    ]),
  )
  return images.flat()
}

/** GitHub refuses to look for a commit that a repository does not have. */
async function pullsIfKnown(
  sha: CommitSha,
  repository: RepositoryName,
  forge: ReadingForge,
): Promise<readonly PullRequest[]> {
  const commit = await forge.commitFacts(repository, sha)
  return commit === undefined ? [] : forge.pullRequestsOf(repository, sha)
}

/** What a pull request changes in overlays, merged or not, and what was built from its merge. */
export async function imagesOfPull(
  { number, repository }: Extract<Subject, { kind: 'pull-request' }>,
  ground: Ground,
  overlays: Overlays,
  ports: TracePorts,
): Promise<readonly TracedImage[]> {
  const place = repository ?? ground.repository
  if (!repositoriesOf(ground).includes(place))
    throw ledgerError('subject-unknown', { repository: place }, `promo.yaml does not name the repository ${place}`)
  const { mergeCommit, headSha, baseSha } = await ground.forge.pullRequest(place, number)
  const tip = mergeCommit ?? headSha
  const proposed = place === ground.repository ? await changedBetween(baseSha, tip, ground, overlays) : []
  return [...proposed, ...(await releasedFrom(tip, ground, ports))]
}

/** The seal job tags what it seals `sha-<commit>`: a pointer, which the certificate has to confirm. */
async function releasedFrom(sha: CommitSha, { config }: Ground, ports: TracePorts): Promise<readonly TracedImage[]> {
  const images = await Promise.all(
    legsOf(config).map(async (leg) => {
      const name = config.images[leg]?.repository
      if (name === undefined) return undefined
      const tagged = await ports.portsFor(name).registry.resolve(parseImageReference(`${name}:sha-${sha}`))
      return tagged === undefined ? undefined : tracedImage(config, leg, tagged.digest, sha)
    }),
  )
  return images.flatMap((image) => image ?? [])
}

/** The digests that a commit of the branch brought into overlays. */
async function putBy(sha: CommitSha, ground: Ground, overlays: Overlays): Promise<readonly TracedImage[]> {
  const images = await Promise.all(
    environmentOrder(ground.config).map(async (environment) => {
      const path = await overlays.pathOf(parseEnvironmentName(environment))
      if (path === undefined) return []
      const { commits } = await overlays.historyOf(path)
      const index = commits.findIndex((commit) => commit.sha === sha)
      if (index < 0) return []
      const before = commits[index + 1]?.sha
      return added(path, before, sha, ground, overlays)
    }),
  )
  return images.flat()
}

async function changedBetween(
  before: CommitSha,
  after: CommitSha,
  ground: Ground,
  overlays: Overlays,
): Promise<readonly TracedImage[]> {
  const images = await Promise.all(
    environmentOrder(ground.config).map(async (environment) => {
      const path = await overlays.pathOf(parseEnvironmentName(environment))
      return path === undefined ? [] : added(path, before, after, ground, overlays)
    }),
  )
  return images.flat()
}

async function added(
  path: string,
  before: CommitSha | undefined,
  after: CommitSha,
  { config }: Ground,
  overlays: Overlays,
): Promise<readonly TracedImage[]> {
  const old = before === undefined ? [] : await overlays.imagesAt(path, before)
  const now = await overlays.imagesAt(path, after)
  return tracedEntries(
    now.filter(({ name, digest }) => !old.some((each) => each.name === name && each.digest === digest)),
    config,
  )
}

function repositoriesOf(ground: Ground): readonly RepositoryName[] {
  const sources = legsOf(ground.config).map((leg) => sourceOf(ground, leg).repository)
  return [...new Set([ground.repository, ...sources])]
}
