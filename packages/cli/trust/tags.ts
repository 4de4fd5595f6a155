import { tmpdir } from 'node:os'
import { isPromoError, parseCommit, type CommitSha } from '@promo/core'
import { allowEnvironment, BASE_ENVIRONMENT, expectSuccess, findProgram, runProgram } from '@promo/process'
import { cliError } from '../errors.ts'

export interface Tag {
  /** The commit, also where the tag is annotated. */
  readonly commit: CommitSha
  readonly annotated: boolean
}

/** The tags of these names in a repository `owner/name`; those that it lacks are left out. */
export type ReadTags = (repository: string, names: readonly string[]) => Promise<ReadonlyMap<string, Tag>>

const TIMEOUT_MS = 60_000
const OUTPUT_LIMIT = 1024 * 1024
/** The person's own git settings, which may hold how to log in; a terminal is never asked. */
const OWN_SETTINGS: readonly string[] = ['HOME', 'USERPROFILE', 'XDG_CONFIG_HOME', 'SSH_AUTH_SOCK']

/** Tags as `git ls-remote` gives them, peeled (`^{}`, gitrevisions(7)). Throws `git-missing`, `tags-unreadable`. */
export function gitTags(serverUrl: string): ReadTags {
  return async (repository, names) => {
    const program = await findProgram('git')
    if (program === undefined) throw cliError('git-missing', {}, 'there is no git on the PATH')
    const refs = names.flatMap((name) => [`refs/tags/${name}`, `refs/tags/${name}^{}`])
    const url = `${serverUrl.replace(/\/+$/, '')}/${repository}.git`
    if (!/^https:\/\/[^\s@]+$/.test(url)) throw cliError('tags-unreadable', { url }, `not an https address: ${url}`)
    try {
      const finished = await runProgram({
        program,
        args: ['ls-remote', '--', url, ...refs],
        cwd: tmpdir(),
        env: { ...allowEnvironment([...BASE_ENVIRONMENT, ...OWN_SETTINGS]), GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
        timeoutMs: TIMEOUT_MS,
        maxOutputBytes: OUTPUT_LIMIT,
      })
      return tagsIn(new TextDecoder().decode(expectSuccess(finished, 'git ls-remote').stdout), names)
    } catch (cause) {
      if (!isPromoError(cause)) throw cause
      throw cliError('tags-unreadable', { url }, `the tags of ${url} cannot be read: ${cause.message}`, { cause })
    }
  }
}

/** Reads `<id>\t<ref>` lines. A pattern of git matches the end of a ref: other refs are left out. */
export function tagsIn(listing: string, names: readonly string[]): ReadonlyMap<string, Tag> {
  const ids = new Map(
    listing.split('\n').flatMap((line) => {
      const [id = '', ref = ''] = line.split('\t')
      return /^[0-9a-f]{40}$/.test(id) ? [[ref.trim(), id] as const] : []
    }),
  )
  return new Map(
    names.flatMap((name) => {
      const peeled = ids.get(`refs/tags/${name}^{}`)
      const id = peeled ?? ids.get(`refs/tags/${name}`)
      return id === undefined ? [] : [[name, { commit: parseCommit(id), annotated: peeled !== undefined }] as const]
    }),
  )
}
