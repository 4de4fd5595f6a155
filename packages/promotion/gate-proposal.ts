import type { Config, EnvironmentName, PromoError } from '@promo/core'
import type { Forge } from '@promo/forge'
import { promotionError } from './errors.ts'
import type { PullRequestGate } from './gate.ts'
import { looseImageLines } from './loose-images.ts'
import { findOverlayAt } from './overlay-file.ts'
import { proposedImages, type ProposedImage } from './proposed.ts'
import { overlayNameOf } from './updates.ts'

/** What a pull request would put where, and what is wrong with it before any evidence is looked at. */
export interface PullRequestProposal {
  readonly images: readonly { readonly environment: EnvironmentName; readonly image: ProposedImage }[]
  readonly faults: readonly PromoError[]
}

const MANIFEST = /\.(?:ya?ml|json)$/i
/** The list itself and the keys of its entries. */
const ENTRY = /^(?:images:|(?:- )?(?:name|newName|newTag|digest):)/
const WORKFLOWS = '.github/'

/** Reads the overlays of every environment at base and head and compares them; throws what reading them throws. */
export async function proposePullRequest(
  request: PullRequestGate,
  config: Config,
  forge: Forge,
): Promise<PullRequestProposal> {
  const changed = (await forge.changedFiles(request.repository, request.number)).flatMap(({ path, previousPath }) =>
    previousPath === undefined ? [path] : [path, previousPath],
  )
  const images: { readonly environment: EnvironmentName; readonly image: ProposedImage }[] = []
  const faults: PromoError[] = []
  const overlays = new Set<string>()
  for (const [name, { overlay }] of Object.entries(config.environments)) {
    const environment = name as EnvironmentName
    const before = await findOverlayAt(forge, request.repository, request.base.commit, overlay)
    const after = await findOverlayAt(forge, request.repository, request.head, overlay)
    for (const file of [before, after]) if (file !== undefined) overlays.add(file.path)
    if (![before?.path, after?.path].some((path) => path !== undefined && changed.includes(path))) continue
    const proposal = proposedImages(config, before?.bytes, after?.bytes)
    images.push(...proposal.images.map((image) => ({ environment, image })))
    faults.push(...proposal.faults)
  }
  faults.push(...(await looseFaults(request, config, changed, overlays, forge)))
  return { images, faults: [...faults, ...togetherFaults(request, changed, images.length + faults.length)] }
}

/** Images that other files would bring past the overlay rule. */
async function looseFaults(
  request: PullRequestGate,
  config: Config,
  changed: readonly string[],
  overlays: ReadonlySet<string>,
  forge: Forge,
): Promise<readonly PromoError[]> {
  const names = Object.values(config.images).map(overlayNameOf)
  const files = changed.filter(
    (path) => MANIFEST.test(path) && !path.startsWith(WORKFLOWS) && path !== request.configPath,
  )
  const faults = await Promise.all(
    files.map(async (path) => {
      const before = await textAt(forge, request, request.base.commit, path)
      const after = await textAt(forge, request, request.head, path)
      const lines = overlays.has(path) ? outsideImages(before, after, names) : looseImageLines(before, after, names)
      return lines.length === 0
        ? []
        : [
            promotionError(
              'image-outside-overlay',
              { path, lines: lines.slice(0, 5) },
              `${path} brings ${lines[0] ?? ''}`,
            ),
          ]
    }),
  )
  return faults.flat()
}

/** In a kustomization, `images:` itself is judged entry by entry; only inline patches can hide another image. */
function outsideImages(before: string, after: string, names: readonly string[]): readonly string[] {
  return looseImageLines(before, after, names).filter((line) => !ENTRY.test(line))
}

async function textAt(
  forge: Forge,
  { repository }: PullRequestGate,
  commit: PullRequestGate['head'],
  path: string,
): Promise<string> {
  const bytes = await forge.readFile(repository, commit, path)
  return bytes === undefined ? '' : new TextDecoder().decode(bytes)
}

/** Rules and what they judge never change in one pull request: the gate would judge by rules that its own merge replaces. */
function togetherFaults(request: PullRequestGate, changed: readonly string[], promoted: number): readonly PromoError[] {
  const rules = changed.filter((path) => path === request.configPath || path.startsWith(WORKFLOWS))
  if (rules.length === 0 || promoted === 0) return []
  return [
    promotionError(
      'policy-changed-together',
      { rules },
      `the pull request promotes and changes ${rules.slice(0, 3).join(', ')}`,
    ),
  ]
}
