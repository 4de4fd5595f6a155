import { writeFileSync } from 'node:fs'
import { readConfig, type TrustSigner } from '@promo/core'
import { addSignerCommits, type SignerCommits } from '@promo/overlays'
import { readFileWithin } from '../commands/read-file.ts'
import { cliError } from '../errors.ts'
import { addedLines } from './added-lines.ts'
import { CONFIG_LIMIT } from './read-list.ts'
import type { ReadTags, Tag } from './tags.ts'

export interface UpdateRequest {
  readonly file: string
  /** Tags to accept; empty: those in `refs` of each signer. */
  readonly releases: readonly string[]
  /** Ids; empty: every signer whose workflow is in another repository than its source. */
  readonly signers: readonly string[]
  readonly dryRun: boolean
}

const TAG = /^refs\/tags\/(.+)$/
/** git-check-ref-format(1), and nothing that git could take for an option or a pattern. */
const TAG_NAME = /^[A-Za-z0-9][A-Za-z0-9._/+-]{0,199}$/

/**
 * Adds the commits of the releases to the signers of promo.yaml and gives what to tell the person: the lines added, or that
 * there is nothing to add. Commits are never taken away: what runs was signed at them. Throws `release-unknown`,
 * `trust-update-empty` and what reading tags throws.
 */
export async function updateTrust(request: UpdateRequest, readTags: ReadTags): Promise<string> {
  const bytes = readFileWithin(request.file, CONFIG_LIMIT)
  const wanted = wantedTags(readConfig(bytes).trust.signers, request)
  const additions = await Promise.all(wanted.map((each) => additionFor(each, readTags)))
  const edited = addSignerCommits(bytes, additions)
  const added = addedLines(new TextDecoder().decode(bytes), new TextDecoder().decode(edited))
  if (added === '') return `${request.file}: every commit is there already\n`
  if (!request.dryRun) writeFileSync(request.file, edited)
  const notes = additions.flatMap(({ signer, commits }) =>
    commits.map(({ commit, comment }) => `  ${signer}: ${comment} is ${commit}\n`),
  )
  return `${request.file}${request.dryRun ? ' would change' : ''}:\n${added}${notes.join('')}`
}

interface Wanted {
  readonly signer: TrustSigner
  readonly tags: readonly string[]
}

function wantedTags(signers: readonly TrustSigner[], request: UpdateRequest): readonly Wanted[] {
  const chosen = signers.filter((signer) =>
    request.signers.length === 0 ? !isOwn(signer) : request.signers.includes(signer.id),
  )
  const wanted = chosen.map((signer) => {
    const listed = signer.refs.flatMap((ref) => TAG.exec(ref)?.[1] ?? [])
    return { signer, tags: request.releases.length > 0 ? request.releases : listed }
  })
  const found = wanted.filter(({ tags }) => tags.length > 0)
  const odd = found.flatMap(({ tags }) => tags).find((tag) => !TAG_NAME.test(tag))
  if (odd !== undefined)
    throw cliError('release-unknown', { tag: odd }, `not the name of a tag: ${JSON.stringify(odd)}`)
  if (found.length > 0) return found
  const ids = signers.map(({ id }) => id)
  throw cliError('trust-update-empty', { signers: ids }, 'no signer names a tag, and no `--release` is given')
}

function isOwn({ workflow, source }: TrustSigner): boolean {
  return source !== undefined && workflow.startsWith(`${source.repository}/`)
}

async function additionFor({ signer, tags }: Wanted, readTags: ReadTags): Promise<SignerCommits> {
  const repository = signer.workflow.split('/').slice(0, 2).join('/')
  const found = await readTags(repository, tags)
  const missing = tags.filter((tag) => !found.has(tag))
  if (missing.length > 0) {
    const text = `${repository} has no tag ${missing.join(', ')}`
    throw cliError('release-unknown', { repository, missing }, text)
  }
  const fresh = new Map([...found].filter(([, { commit }]) => !signer.commits.includes(commit)).map(byCommit))
  return { signer: signer.id, commits: [...fresh.values()] }
}

/** Two tags of one commit are one addition. */
function byCommit([name, { commit, annotated }]: readonly [string, Tag]): readonly [
  string,
  SignerCommits['commits'][number],
] {
  return [commit, { commit, comment: annotated ? `${name} (annotated)` : name }]
}
