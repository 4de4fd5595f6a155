import { connectForge } from '@promo/connections'
import { systemClock } from '@promo/core'
import { bumpByPush, environmentOf, headOf, readConfigAt, updatesFor, type Promoted } from '@promo/promotion'
import type { Runner } from '@promo/runner'
import { actionError } from '../errors.ts'
import type { BumpOverlayRequest } from './inputs.ts'
import type { WrittenOverlay } from './written.ts'

/** Longest wait between two tries, in milliseconds; the real one is random below it, so that writers part. */
const PAUSE_MS = 2000

/** Commits to a branch through the API: the job needs no checkout. */
export async function bumpBranch(
  request: BumpOverlayRequest,
  promoted: Promoted,
  runner: Runner,
): Promise<WrittenOverlay> {
  if (request.forge === undefined) throw actionError('forge-missing', {}, '`commit: push` needs a token')
  const repository = request.repository ?? runner.context.repository.fullName
  const forge = await connectForge(runner, request.forge, repository, { contents: 'write' })
  const branch = request.branch ?? (await forge.repository(repository)).defaultBranch
  const { config } = await readConfigAt(forge, repository, await headOf(forge, repository, branch), request.config)
  const { environment, createMissing, tagComment, message, skipCi } = request
  const overlay =
    request.overlay ?? (environment === undefined ? undefined : environmentOf(config, environment).overlay)
  if (overlay === undefined) throw actionError('overlay-missing', {}, 'neither `overlay` nor `environment` is given')
  const updates = updatesFor(promoted, config)
  const log = (line: string): void => runner.log.info(line)
  const pause = (attempt: number): Promise<void> => systemClock.sleep(Math.random() * PAUSE_MS * attempt, runner.signal)
  return bumpByPush(
    { repository, branch, overlay, environment, updates, options: { createMissing, tagComment }, message, skipCi },
    { forge, log, pause },
  )
}
