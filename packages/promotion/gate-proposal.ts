import type { Config, EnvironmentName, PromoError } from '@promo/core'
import type { Forge } from '@promo/forge'
import { promotionError } from './errors.ts'
import type { PullRequestGate } from './gate.ts'
import { looseImageLines } from './loose-images.ts'
import { renderedFaults, type Comparison } from './rendered-faults.ts'
import { proposedImages, type ProposedImage } from './proposed.ts'
import { reachOf, treeAt } from './reach.ts'
import { overlayNameOf } from './updates.ts'

/** What a pull request would put where, and what is wrong with it before any evidence is looked at. */
export interface PullRequestProposal {
  readonly images: readonly { readonly environment: EnvironmentName; readonly image: ProposedImage }[]
  readonly faults: readonly PromoError[]
}

const MANIFEST = /\.(?:ya?ml|json)$/i
const WORKFLOWS = '.github/'

/** Reads what every environment is rendered from, at base and head, and compares; throws what reading it throws. */
export async function proposePullRequest(
  request: PullRequestGate,
  config: Config,
  forge: Forge,
): Promise<PullRequestProposal> {
  const comparison = await compare(request, forge)
  const images: { readonly environment: EnvironmentName; readonly image: ProposedImage }[] = []
  const faults: PromoError[] = []
  const rendered = new Set<string>()
  for (const [name, { overlay }] of Object.entries(config.environments)) {
    const environment = name as EnvironmentName
    const reach = { old: await reachOf(overlay, comparison.old), now: await reachOf(overlay, comparison.now) }
    for (const path of reach.now.files) rendered.add(path)
    const proposal = await proposeOverlay(reach.old.root, reach.now.root, config, comparison)
    images.push(...proposal.images.map((image) => ({ environment, image })))
    faults.push(...proposal.faults, ...(await renderedFaults(environment, reach, config, comparison)))
  }
  faults.push(...(await looseFaults(request, config, rendered, comparison)))
  const { changed } = comparison
  const rules = rulePaths(request, config)
  return { images, faults: [...faults, ...togetherFaults(rules, changed, images.length + faults.length)] }
}

/** The list is of the pull request as it is now, the head of the event: they must be the same. */
async function compare(request: PullRequestGate, forge: Forge): Promise<Comparison> {
  const { repository, number, base, head } = request
  const files = await forge.changedFiles(repository, number)
  const pull = await forge.pullRequest(repository, number)
  if (pull.headSha !== head || pull.baseRef !== base.ref) {
    const found = { head: pull.headSha, base: pull.baseRef }
    throw promotionError('pull-request-moved', { wanted: { head, base: base.ref }, found }, `#${number} moved on`)
  }
  const changed = files.flatMap(({ path, previousPath }) =>
    previousPath === undefined ? [path] : [path, previousPath],
  )
  return { changed, old: treeAt(forge, repository, base.commit), now: treeAt(forge, repository, head) }
}

async function proposeOverlay(
  before: string | undefined,
  after: string | undefined,
  config: Config,
  { changed, old, now }: Comparison,
): Promise<ReturnType<typeof proposedImages>> {
  if (![before, after].some((path) => path !== undefined && changed.includes(path))) return { images: [], faults: [] }
  const [oldText, newText] = await Promise.all([
    before === undefined ? undefined : old.text(before),
    after === undefined ? undefined : now.text(after),
  ])
  return proposedImages(config, oldText, newText)
}

/** Images in manifests that no environment is rendered from yet: the next pull request would only have to name them. */
async function looseFaults(
  request: PullRequestGate,
  config: Config,
  rendered: ReadonlySet<string>,
  { changed, old, now }: Comparison,
): Promise<readonly PromoError[]> {
  const names = Object.values(config.images).map(overlayNameOf)
  const rules = rulePaths(request, config)
  const files = changed.filter(
    (path) => MANIFEST.test(path) && !path.startsWith(WORKFLOWS) && !rules.includes(path) && !rendered.has(path),
  )
  const faults = await Promise.all(
    files.map(async (path) => {
      const lines = looseImageLines((await old.text(path)) ?? '', (await now.text(path)) ?? '', names)
      return lines.length === 0 ? [] : [outsideOverlay(path, lines)]
    }),
  )
  return faults.flat()
}

function outsideOverlay(path: string, lines: readonly string[]): PromoError {
  return promotionError(
    'image-outside-overlay',
    { path, lines: lines.slice(0, 5) },
    `${path} brings ${lines[0]?.slice(0, 200) ?? ''}`,
  )
}

/** Files that say by what is judged: promo.yaml, the keys it trusts and what it revokes. */
function rulePaths({ configPath }: PullRequestGate, { trust, revocations }: Config): readonly string[] {
  return [
    configPath,
    ...trust.keys.map((key) => key['public-key']),
    ...(revocations === undefined ? [] : [revocations]),
  ]
}

/** Rules and what they judge never change in one pull request: the gate would judge by rules that its own merge replaces. */
function togetherFaults(paths: readonly string[], changed: readonly string[], promoted: number): readonly PromoError[] {
  const rules = changed.filter((path) => paths.includes(path) || path.startsWith(WORKFLOWS))
  if (rules.length === 0 || promoted === 0) return []
  return [
    promotionError(
      'policy-changed-together',
      { rules },
      `the pull request promotes and changes ${rules.slice(0, 3).join(', ')}`,
    ),
  ]
}
