import { mkdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { readAction, type ActionFile } from './action-file.ts'
import { runnerError } from './errors.ts'
import { assertLightweight, resolvePlace, type SourcePlace, type Sources } from './sources.ts'
import { child, literal } from './templates.ts'
import type { Uses } from './uses.ts'

/** An action on disk, ready to run. */
export interface LoadedAction {
  readonly file: ActionFile
  /** Folder of its action.yml. */
  readonly directory: string
  /** Where its file stands: what `$/` inside a composite means. */
  readonly place: SourcePlace
  /** `owner/name` and ref as written, for GITHUB_ACTION_REPOSITORY and _REF; empty for a local action. */
  readonly repository: string
  readonly ref: string
}

export interface ActionCache {
  /** Loads a `remote` or `self` action at its commit. Throws `action-missing`, `tag-annotated`, `workflow-invalid`, `workflow-unsupported`. */
  load(uses: Exclude<Uses, { kind: 'local' }>, from: SourcePlace): Promise<LoadedAction>
  /** Loads an action of the job's workspace, checked out by an earlier step. */
  loadLocal(path: string, workspace: string, from: SourcePlace): Promise<LoadedAction>
}

export interface ActionCacheOptions {
  readonly directory: string
  readonly sources: Sources
  /** `owner/name` → folder with an action.yml that serves every ref of it. */
  readonly standIns: Readonly<Record<string, string>>
}

/** Exports each commit once; jobs share the copy, as they may only read it. */
export function createActionCache({ directory, sources, standIns }: ActionCacheOptions): ActionCache {
  const exported = new Map<string, Promise<string>>()

  const exportCommit = async ({ repository, commit }: SourcePlace): Promise<string> => {
    const target = join(directory, repository, commit)
    const partial = `${target}.partial`
    await rm(partial, { recursive: true, force: true })
    await mkdir(partial, { recursive: true })
    await sources.exportTree(repository, commit, partial)
    await rm(target, { recursive: true, force: true })
    await rename(partial, target)
    return target
  }

  const treeOf = (place: SourcePlace): Promise<string> => {
    const key = `${place.repository}@${place.commit}`
    const known = exported.get(key) ?? exportCommit(place)
    exported.set(key, known)
    return known
  }

  const load = async (uses: Exclude<Uses, { kind: 'local' }>, from: SourcePlace): Promise<LoadedAction> => {
    const repository = uses.kind === 'self' ? from.repository : uses.repository
    const version = uses.kind === 'self' ? from.commit : uses.version
    const standIn = standIns[repository]
    if (standIn !== undefined) {
      const place = { repository, commit: version, ref: version }
      return { ...(await read(standIn)), place, repository, ref: version }
    }
    const place = uses.kind === 'self' ? from : await resolvePlace(sources, repository, version)
    if (place === undefined) {
      const name = `${repository}@${version}`
      throw runnerError(
        'action-missing',
        { repository, version },
        `Unable to resolve action ${name}, unable to find version`,
      )
    }
    const action = await read(join(await treeOf(place), uses.path))
    if (namesSiblings(action.file)) await assertLightweight(sources, place, `${repository}@${version}`)
    return { ...action, place, repository, ref: version }
  }

  return {
    load,
    loadLocal: async (path, workspace, from) => ({
      ...(await read(join(workspace, path))),
      place: from,
      repository: '',
      ref: '',
    }),
  }
}

function namesSiblings({ runs }: ActionFile): boolean {
  return runs.kind === 'composite' && runs.steps.some((step) => literal(child(step, 'uses'))?.startsWith('$/') === true)
}

async function read(directory: string): Promise<Pick<LoadedAction, 'file' | 'directory'>> {
  for (const name of ['action.yml', 'action.yaml']) {
    const path = join(directory, name)
    const text = await readFile(path, 'utf8').catch(() => undefined)
    if (text !== undefined) return { directory, file: readAction(join(basename(directory), name), text) }
  }
  throw runnerError(
    'action-missing',
    { directory },
    `Can't find 'action.yml' or 'action.yaml' under '${directory}'. Did you forget to run actions/checkout before running your local action?`,
  )
}
