import type { Digest } from '@promo/core'
import { blocks, code, heading, link, Markdown, md, table, type Content } from './markdown.ts'
import { plural } from './wording.ts'

/** One digest that an environment gets instead of another. */
export interface PromotedImage {
  /** The name of the image in `promo.yaml`. */
  readonly app: string
  readonly image: string
  /** What the overlay held before: a digest, a tag, or nothing. */
  readonly from: string | undefined
  readonly to: Digest
  readonly source?: { readonly repository: string; readonly sha: string; readonly url?: string }
}

export interface PullRequestReport {
  readonly environment: string
  /** The environment whose digests these are, or undefined for a release. */
  readonly from?: string
  readonly images: readonly PromotedImage[]
  /** Digest of the release document. */
  readonly release?: Digest
  readonly runUrl?: string
  /** Number of the pull request that this one replaces. */
  readonly supersedes?: readonly number[]
}

/** What became of a promotion's pull request. */
export interface OpenedReport {
  readonly environment: string
  readonly action: 'created' | 'updated' | 'unchanged' | 'superseded' | 'blocked'
  readonly branch: string
  readonly number?: number
  readonly url?: string
  readonly changes: readonly { readonly image: string; readonly from: string | undefined; readonly to: string }[]
}

const ACTIONS: Readonly<Record<OpenedReport['action'], string>> = {
  created: 'opened',
  updated: 'brought up to date',
  unchanged: 'already says this',
  superseded: 'replaced by a newer one',
  blocked: 'not opened: something holds it back',
}

export interface OverlayUpdate {
  readonly file: string
  readonly image: string
  readonly from: string | undefined
  readonly to: string
}

/** GitHub refuses longer bodies. */
const BODY_LIMIT = 65_536
/** A row takes up to 600 characters with two full references. */
const BODY_ROWS = 80

/** The body of a promotion pull request. Its fenced `promo` block is a copy for people and search, never trusted. */
export function pullRequestBody(report: PullRequestReport): string {
  const { environment, from, images, runUrl, supersedes = [] } = report
  const body = String(
    blocks(
      md`Promotes ${plural(images.length, 'image')} to **${environment}**${from === undefined ? '' : `, as ${from} has them`}. Only digests change.`,
      table(['App', 'Now', 'After the merge', 'Built from'], images.map(promotedRow), BODY_ROWS),
      md`The check ${code('promo gate')} verifies the evidence of exactly these digests. Merging this is the promotion.`,
      runUrl === undefined ? md`` : md`Opened by ${link('this run', runUrl)}.`,
      supersedes.length === 0 ? md`` : md`Replaces ${supersedes.map((number) => `pull request ${number}`).join(', ')}.`,
      promoBlock(report),
    ),
  )
  return body.length <= BODY_LIMIT
    ? body
    : `${body.slice(0, BODY_LIMIT - 100).replace(/\n[^\n]*$/, '')}\n\n_The rest does not fit._`
}

/** What became of the promotion: its pull request and the digests in it. */
export function pullRequestSummary({ environment, action, branch, number, url, changes }: OpenedReport): string {
  const name = number === undefined ? 'Pull request' : `Pull request ${number}`
  const rows = changes.map(({ image, from, to }) => [
    code(image),
    from === undefined ? 'nothing' : code(from),
    code(to),
  ])
  return String(
    blocks(
      heading(3, md`Promotion to ${environment}: ${changes.length === 0 ? 'nothing to change' : ACTIONS[action]}`),
      number === undefined && changes.length === 0
        ? md``
        : md`${url === undefined ? name : link(name, url)} from branch ${code(branch)}.`,
      table(['Image', 'Now', 'After the merge'], rows),
    ),
  )
}

/** What an overlay edit changed. */
export function bumpSummary(updates: readonly OverlayUpdate[], commit?: string): string {
  const rows = updates.map(({ file, image, from, to }) => [
    code(file),
    code(image),
    from === undefined ? '' : code(from),
    code(to),
  ])
  const title =
    updates.length === 0
      ? 'Nothing to change: the overlay has these digests'
      : `Overlay edited: ${plural(updates.length, 'image')}`
  return String(
    blocks(
      heading(3, title),
      table(['File', 'Image', 'From', 'To'], rows),
      commit === undefined ? md`` : md`Commit ${code(commit)}.`,
    ),
  )
}

function promotedRow({ app, image, from, to, source }: PromotedImage): readonly Content[] {
  return [
    code(app),
    from === undefined ? 'nothing' : code(from),
    code(`${image}@${to}`),
    source === undefined ? '' : origin(source),
  ]
}

function origin({ repository, sha, url }: NonNullable<PromotedImage['source']>): Content {
  const label = code(`${repository}@${sha.slice(0, 12)}`)
  return url === undefined ? label : link(label, url)
}

/** JSON lines hold no fence: backticks in them are written as escapes. */
function promoBlock({ environment, from, images, release }: PullRequestReport): Markdown {
  const lines = [
    { environment, from: from ?? null, release: release ?? null },
    ...images
      .slice(0, BODY_ROWS)
      .map(({ app, image, from: before, to }) => ({ app, image: `${image}@${to}`, from: before ?? null })),
  ].map((line) => JSON.stringify(line).replaceAll('`', '\\u0060'))
  return new Markdown(['```promo', ...lines, '```'].join('\n'))
}
