import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildDocument, parseDigest, type Build, type Digest } from '@promo/core'
import { runInMemory, type Recorded } from '@promo/runner/testing'
import { readRequest } from '../../../actions/build-by-digest/inputs.ts'
import { run } from '../../../actions/build-by-digest/run.ts'
import type { BuilderKind } from './running-builder.ts'
import { aBuildScene, type BuildScene } from './scene.ts'

/** When the commit was made that is built. */
export const COMMIT_TIME = '2026-01-02T00:00:00Z'

/** What one run of the action left. */
export interface ActionRun {
  /** Absent when it passed. */
  readonly code: string | undefined
  /** What it says of the failure; empty when it passed. */
  readonly message: string
  readonly recorded: Recorded
  /** Everything that a reader of the run sees: log, summaries, outputs, annotations. */
  readonly said: string
}

/** build-by-digest in a checkout, on a real builder. */
export interface ActionScene {
  readonly scene: BuildScene
  readonly workspace: string
  readonly sha: string
  /** Runs the action for the repository of the registry; `ref` is what was pushed. */
  run(repository: string, inputs: Readonly<Record<string, string>>, ref?: string): Promise<ActionRun>
  /** As `run`, of what passes: the digest and the record. */
  build(repository: string, inputs: Readonly<Record<string, string>>, ref?: string): Promise<ActionBuild>
  /** Has the builder forget everything that it built. */
  forget(): Promise<void>
  /** The arguments of all docker commands of the last run, one per line. */
  argv(): string
  close(): Promise<void>
}

export interface ActionBuild extends ActionRun {
  readonly digest: Digest
  readonly record: Build
  readonly recordText: string
}

interface Stage {
  readonly kind: BuilderKind
  /** Fills the checkout before its commit is made. */
  readonly fill: (workspace: string) => void
  /** Variables of the step. */
  readonly variables?: Readonly<Record<string, string>>
}

/** The environment of this process is the step's until it is closed. */
export async function anActionScene({ kind, fill, variables = {} }: Stage): Promise<ActionScene> {
  const scene = await aBuildScene()
  const workspace = scene.directory('workspace')
  // Before HOME changes: Go keeps its cache there.
  fill(workspace)
  const sha = commit(workspace)
  const builder = await kind.start(scene)
  const log = join(scene.root, 'argv')
  const { environment } = builder.docker
  recordArguments(environment['PATH'] ?? '', log)
  const before = { ...process.env }
  const path = `${environment['PATH'] ?? ''}:${before['PATH'] ?? ''}`
  Object.assign(process.env, environment, { PATH: path }, variables)
  const runAction: ActionScene['run'] = async (repository, inputs, ref = 'refs/heads/main') => {
    writeFileSync(log, '')
    const env = { GITHUB_SHA: sha, GITHUB_SERVER_URL: 'https://github.com', GITHUB_REF: ref }
    const given = {
      inputs: { image: `${scene.host}/${repository}`, ...inputs },
      directory: workspace,
      env,
      acting: true,
    }
    const { error, runner } = await runInMemory(readRequest, { run }, given)
    const { lines, summaries, outputs, annotations } = runner.recorded
    return {
      code: error?.code,
      message: error?.message ?? '',
      recorded: runner.recorded,
      said: JSON.stringify([lines, summaries, [...outputs], annotations]),
    }
  }
  return {
    ...{ scene, workspace, sha, run: runAction, argv: () => readFileSync(log, 'utf8') },
    forget: async () => {
      const { code, stderr } = await builder.docker.run('buildx', 'prune', '--all', '--force')
      if (code !== 0) throw new Error(`docker buildx prune: ${stderr}`)
    },
    build: async (...args) => {
      const made = await runAction(...args)
      if (made.code !== undefined) throw new Error(`${made.code}: ${made.said}`)
      const recordText = readFileSync(made.recorded.outputs.get('record') ?? '', 'utf8')
      const digest = parseDigest(made.recorded.outputs.get('digest') ?? '')
      return { ...made, digest, record: buildDocument.read(recordText), recordText }
    },
    close: async () => {
      process.env = before
      await builder.close().finally(() => scene.close())
    },
  }
}

function commit(directory: string): string {
  const env = { ...process.env, GIT_AUTHOR_DATE: COMMIT_TIME, GIT_COMMITTER_DATE: COMMIT_TIME }
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
      cwd: directory,
      encoding: 'utf8',
      env,
    })
  git('init', '--quiet')
  git('commit', '--quiet', '--allow-empty', '--message=first')
  return git('rev-parse', 'HEAD').trim()
}

/** Keeps the arguments of every docker command. */
function recordArguments(binaries: string, log: string): void {
  const [program, real] = [join(binaries, 'docker'), join(binaries, 'real-docker')]
  renameSync(program, real)
  writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" >>'${log}'\nexec '${real}' "$@"\n`)
  chmodSync(program, 0o755)
}
