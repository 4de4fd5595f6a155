import { mkdtemp } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { compareBuilds, copyWorkspace, type BuildTarget, type Built } from '@promo/builders'
import { pinImage, reproductionDocument, type Build, type Reproduction } from '@promo/core'
import { contentOf, openLayout, type ContentSource, type RegistryClient } from '@promo/registry'
import { workspacePath, type Runner } from '@promo/runner'
import { actionError } from '../errors.ts'
import type { BuildByDigestRequest } from './inputs.ts'

/** Builds as a request says, with the workspace that it is to see. */
export type BuildAgain = (request: BuildByDigestRequest, to: BuildTarget, workspace: string) => Promise<Built>

/** A second build that is ready to be made, whatever the first one leaves in the workspace. */
export type Rebuild = (build: Build, first: BuildTarget, buildAgain: BuildAgain) => Promise<Reproduction>

/**
 * Prepares a second build, before the first one: from nothing, without cache, into a layout that nobody pushes. For a command of
 * the repository the workspace is copied first. Undefined without `reproducible`.
 * Throws `rebuild-without-command`, `rebuild-outside-workspace`.
 */
export async function prepareRebuild(
  request: BuildByDigestRequest,
  runner: Runner,
  registry: RegistryClient,
): Promise<Rebuild | undefined> {
  if (!request.reproducible) return undefined
  const scratch = await mkdtemp(join(runner.context.temp, 'promo-rebuild-'))
  const { cold, workspace } = await coldBuild(request, runner, scratch)
  const to: BuildTarget = { kind: 'layout', directory: join(scratch, 'second') }
  return async (build, first, buildAgain) => {
    await buildAgain(cold, to, workspace)
    const comparison = await withContent(first, build, registry, (left) =>
      withContent(to, build, registry, (right) => compareBuilds(left, right)),
    )
    return reproductionDocument.create({ leg: build.leg, ...comparison })
  }
}

interface ColdBuild {
  readonly cold: BuildByDigestRequest
  readonly workspace: string
}

/** BuildKit's attestations are not compared, so that none are made. */
async function coldBuild(request: BuildByDigestRequest, runner: Runner, scratch: string): Promise<ColdBuild> {
  const { workspace } = runner.context
  const cold: BuildByDigestRequest = { ...request, noCache: true, cacheFrom: [], cacheTo: [], provenance: 'false' }
  if (request.builder !== 'layout') return { cold, workspace }
  if (request.command.length === 0)
    throw actionError('rebuild-without-command', {}, '`reproducible` needs `command` for a layout')
  const context = workspacePath(request.context, workspace)
  const layout = resolve(workspace, request.layout ?? '')
  const copy = await copyWorkspace({ workspace, context, layout }, join(scratch, 'workspace'))
  return { cold: { ...cold, context: copy.context, layout: copy.layout }, workspace: copy.workspace }
}

async function withContent<T>(
  at: BuildTarget,
  { image }: Build,
  registry: RegistryClient,
  use: (content: ContentSource) => Promise<T>,
): Promise<T> {
  if (at.kind === 'registry')
    return use(contentOf({ kind: 'image', image: pinImage(at.image, image.digest) }, registry))
  const layout = await openLayout(at.directory)
  try {
    return await use(contentOf({ kind: 'layout', layout }, registry))
  } finally {
    await layout.close()
  }
}
