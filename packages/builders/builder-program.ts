import { expectSuccess, type Command, type Finished } from '@promo/process'
import type { BuilderPorts } from './builder.ts'
import { heardBy, reasonOf } from './builder-output.ts'
import { commandEnvironment } from './command-environment.ts'
import { builderError } from './errors.ts'
import type { ImageBuildRequest } from './image-build.ts'

/** A build may compile a whole system. */
export const BUILD_TIMEOUT_MS = 2 * 60 * 60_000

/** The metadata file of buildx leaves out what is complete, unless it is asked for all (docker/buildx, build/provenance.go). */
const METADATA = { BUILDX_METADATA_PROVENANCE: 'max' }

type Place = Pick<ImageBuildRequest, 'workspace' | 'signal' | 'sourceDate'> &
  Pick<Command, 'onErrorLine' | 'onOutputLine'>

/**
 * Runs a builder in the workspace, where docker/build-push-action and redhat-actions/buildah-build run theirs: builders read
 * relative paths from their working directory. A step may have set SOURCE_DATE_EPOCH itself.
 */
export function runBuilder(
  program: string,
  args: readonly string[],
  { workspace, sourceDate, signal, onErrorLine, onOutputLine }: Place,
  ports: BuilderPorts,
): Promise<Finished> {
  const dated = sourceDate === undefined ? {} : { SOURCE_DATE_EPOCH: String(sourceDate) }
  return ports.run({
    program,
    args,
    cwd: workspace,
    env: { ...METADATA, ...dated, ...commandEnvironment(ports.environment) },
    timeoutMs: BUILD_TIMEOUT_MS,
    ...(signal === undefined ? {} : { signal }),
    ...(onErrorLine === undefined ? {} : { onErrorLine }),
    ...(onOutputLine === undefined ? {} : { onOutputLine }),
  })
}

/** Runs a builder to a good end, logging what it says; gives its standard output. Throws `build-failed` with the reason it gave. */
export async function expectBuilder(
  program: string,
  args: readonly string[],
  place: Place,
  ports: BuilderPorts,
): Promise<string> {
  const finished = await runBuilder(program, args, { ...heardBy(ports.log), ...place }, ports)
  const what = [program, ...args.slice(0, args[0] === 'buildx' ? 2 : 1)].join(' ')
  try {
    return new TextDecoder().decode(expectSuccess(finished, what).stdout)
  } catch (cause) {
    const message = `${what} ended with ${String(finished.code)}${reasonOf(finished.stderr)}`
    throw builderError('build-failed', { code: finished.code }, message, { cause })
  }
}
