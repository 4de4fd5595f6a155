import type { Build, Leg, Plan, Release, Reproduction, Source } from '@promo/core'
import { blocks, code, heading, joined, link, md, table, type Markdown } from './markdown.ts'
import { reproductionSummary } from './reproduction-summary.ts'
import { plural, shortDigest } from './wording.ts'

/** What one run built and proved, ready to be promoted. */
export function releaseSummary(release: Release): string {
  const rows = release.images.map(({ leg, name, digest, platforms, tags }) => [
    code(leg),
    code(`${name}@${digest}`),
    joined(platforms.map(({ platform }) => platform)),
    joined(tags.map(code)),
  ])
  return String(
    blocks(
      heading(3, `Release collected: ${plural(release.images.length, 'image')}`),
      origin(release.source),
      table(['Leg', 'Image', 'Platforms', 'Tags'], rows),
    ),
  )
}

/** What one leg of the matrix sealed, and under which evidence. */
export function legSummary(leg: Leg): string {
  const { image, tags, scan, evidence, platforms } = leg
  return String(
    blocks(
      heading(3, md`Sealed ${code(leg.leg)}`),
      code(`${image.name}@${image.digest}`),
      origin(leg.source),
      md`Platforms: ${joined(platforms.map(({ platform }) => platform))}. Tags: ${tags.length === 0 ? 'none' : joined(tags.map(code))}. Scan: ${scan === null ? 'none' : scan.outcome}.`,
      table(
        ['Evidence', 'Manifest'],
        evidence.map(({ predicateType, digest }) => [code(predicateType), code(digest)]),
      ),
    ),
  )
}

/** What there is to build, and for which environments. */
export function planSummary(plan: Plan): string {
  const rows = plan.legs.map(({ leg, image, builder, platforms, environments }) => [
    code(leg),
    code(image),
    builder,
    joined(platforms),
    joined(environments),
  ])
  const title = plan.legs.length === 0 ? 'Nothing to build' : `To build: ${plural(plan.legs.length, 'image')}`
  return String(
    blocks(
      heading(3, title),
      origin(plan.source),
      table(['Leg', 'Image', 'Builder', 'Platforms', 'Environments'], rows),
    ),
  )
}

/** What one build returned, or a sealed one that stood for it; and how a second build compared. */
export function buildSummary(build: Build, reproduction?: Reproduction): string {
  const { image, platforms, builder, cache, reproduced, reused } = build
  const rows = platforms.map(({ platform, digest }) => [platform, shortDigest(digest)])
  return String(
    blocks(
      heading(3, md`${reused === undefined ? 'Built' : 'Sealed already, not built again:'} ${code(build.leg)}`),
      code(`${image.name}@${image.digest}`),
      table(['Platform', 'Digest'], rows),
      md`By ${builderWords(builder)}, ${cache === 'none' ? 'without a shared cache' : 'with a shared cache'}${reproduction === undefined ? reproductions(reproduced) : ''}.`,
      reused === undefined
        ? md``
        : md`Built by ${link('an earlier run', reused.invocation)}, as its signed provenance says.`,
      reproduction === undefined ? md`` : reproductionSummary(reproduction),
    ),
  )
}

function builderWords({ name, version, driver, buildkit }: Build['builder']): string {
  const behind = [driver, buildkit === undefined ? undefined : `BuildKit ${buildkit}`].filter(
    (word) => word !== undefined,
  )
  return `${name} ${version}${behind.length === 0 ? '' : ` (${behind.join(', ')})`}`
}

function reproductions(reproduced: boolean | null): string {
  if (reproduced === null) return ''
  return reproduced ? '; a second build gave the same bytes' : '; a second build gave other bytes'
}

function origin({ repository, sha, ref }: Source): Markdown {
  return md`From ${code(repository)} at ${code(sha)} (${code(ref)}).`
}
