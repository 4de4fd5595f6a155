import { runnerError } from './errors.ts'

/** Where a file stands: what `$/` inside it resolves against. */
export interface SourcePlace {
  /** `owner/name` */
  readonly repository: string
  /** Full commit id. */
  readonly commit: string
  /** `refs/heads/main`, `refs/tags/v1`, or the commit id itself when the reference was one: as in `job_workflow_ref`. */
  readonly ref: string
}

export interface SourceFile extends SourcePlace {
  readonly path: string
  readonly text: string
}

/** The git side the runner stands on; the sandbox GitHub implements it, tests use an in-memory one. */
export interface Sources {
  /** The commit of a full ref, or of a full commit id; tags peeled. */
  resolveCommit(repository: string, ref: string): Promise<string | undefined>
  /** The tag object behind a full ref, when the ref is an annotated tag. */
  tagObject(repository: string, ref: string): Promise<string | undefined>
  readFile(repository: string, commit: string, path: string): Promise<Uint8Array | undefined>
  /** Paths of the files directly in a directory. */
  listFiles(repository: string, commit: string, directory: string): Promise<readonly string[]>
  changedPaths(repository: string, from: string, to: string): Promise<readonly string[]>
  /** Writes a commit's tree into an empty directory. */
  exportTree(repository: string, commit: string, directory: string): Promise<void>
}

const COMMIT = /^[0-9a-f]{40}$/

/** Resolves `@ref` of a `uses:` in GitHub's order: tag, branch, commit. Undefined when there is none. */
export async function resolvePlace(
  sources: Sources,
  repository: string,
  version: string,
): Promise<SourcePlace | undefined> {
  const candidates = COMMIT.test(version) ? [version] : [`refs/tags/${version}`, `refs/heads/${version}`]
  if (version.startsWith('refs/')) candidates.unshift(version)
  for (const ref of candidates) {
    const commit = await sources.resolveCommit(repository, ref)
    // A full id must be that of a commit: the id of a tag object is no version (GitHub docs, "Using pre-written building blocks").
    if (commit === undefined || (COMMIT.test(ref) && commit !== ref)) continue
    return { repository, commit, ref }
  }
  return undefined
}

/**
 * Throws `tag-annotated` for a place named by an annotated tag. GitHub fills `job.workflow_sha` with the id of the tag
 * object there (seen in the field, not documented), so that `$/` and nested `./` find no commit. Files whose own
 * siblings are not reached that way work, which is why only those that could be are asked about.
 */
export async function assertLightweight(sources: Sources, place: SourcePlace, what: string): Promise<void> {
  const object = place.ref.startsWith('refs/tags/') ? await sources.tagObject(place.repository, place.ref) : undefined
  if (object === undefined) return
  throw runnerError(
    'tag-annotated',
    { ...place, object },
    `${what}: ${place.ref} of ${place.repository} is an annotated tag: GitHub would look for siblings at the tag object ${object}, not at commit ${place.commit}`,
  )
}

/** Reads a workflow file; throws `workflow-missing`. */
export async function readSource(sources: Sources, place: SourcePlace, path: string): Promise<SourceFile> {
  const bytes = await sources.readFile(place.repository, place.commit, path)
  if (bytes === undefined) {
    throw runnerError('workflow-missing', { ...place, path }, `no ${path} in ${place.repository}@${place.ref}`)
  }
  const { repository, commit, ref } = place
  return { repository, commit, ref, path, text: new TextDecoder().decode(bytes) }
}
