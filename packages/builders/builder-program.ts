import { expectSuccess, type Command, type Finished } from '@promo/process'
import type { BuilderPorts } from './builder.ts'
import { logOutput, reasonOf } from './builder-output.ts'
import { commandEnvironment } from './command-environment.ts'
import { builderError } from './errors.ts'
import type { ImageBuildRequest } from './image-build.ts'

/** A build may compile a whole system. */
export const BUILD_TIMEOUT_MS = 2 * 60 * 60_000

/** The metadata file of buildx leaves out what is complete, unless it is asked for all (docker/buildx, build/provenance.go). */
const METADATA = { BUILDX_METADATA_PROVENANCE: 'max' }

type Place = Pick<ImageBuildRequest, 'workspace' | 'signal' | 'sourceDate'>

/**
 * Runs a builder in the workspace, where docker/build-push-action and redhat-actions/buildah-build run theirs: builders read
 * relative paths from their working directory. A step may have set SOURCE_DATE_EPOCH itself.
 */
export function runBuilder(
  program: string,
  args: readonly string[],
  place: Place,
  ports: BuilderPorts,
): Promise<Finished> {
  const dated = place.sourceDate === undefined ? {} : { SOURCE_DATE_EPOCH: String(place.sourceDate) }
  const command: Command = {
    program,
    args,
    cwd: place.workspace,
    env: { ...METADATA, ...dated, ...commandEnvironment(ports.environment) },
    timeoutMs: BUILD_TIMEOUT_MS,
  }
  return ports.run(place.signal === undefined ? command : { ...command, signal: place.signal })
}

/** Standard output of a program that ended well, after what it said was logged; throws `build-failed` with the reason it gave. */
export async function expectBuilder(
  running: Promise<Finished>,
  what: string,
  { log }: Pick<BuilderPorts, 'log'>,
): Promise<string> {
  const finished = await running
  logOutput(finished.stderr, log)
  try {
    return new TextDecoder().decode(expectSuccess(finished, what).stdout)
  } catch (cause) {
    const message = `${what} ended with ${String(finished.code)}${reasonOf(finished.stderr)}`
    throw builderError('build-failed', { code: finished.code }, message, { cause })
  }
}
