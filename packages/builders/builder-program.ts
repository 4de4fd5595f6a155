import { expectSuccess, lastWords, type Command, type Finished } from '@promo/process'
import type { BuilderPorts, BuildRequest } from './builder.ts'
import { commandEnvironment } from './command-environment.ts'
import { builderError } from './errors.ts'

/** A build may compile a whole system. */
export const BUILD_TIMEOUT_MS = 2 * 60 * 60_000

/** The metadata file of buildx leaves out what is complete, unless it is asked for all (docker/buildx, build/provenance.go). */
const METADATA = { BUILDX_METADATA_PROVENANCE: 'max' }

type Place = Pick<BuildRequest, 'context' | 'signal'> & { readonly sourceDate?: number }

/** Runs a builder in the context, in the environment of a build; a step may have set SOURCE_DATE_EPOCH itself. */
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
    cwd: place.context,
    env: { ...METADATA, ...dated, ...commandEnvironment(ports.environment) },
    timeoutMs: BUILD_TIMEOUT_MS,
  }
  return ports.run(place.signal === undefined ? command : { ...command, signal: place.signal })
}

/** Standard output of a program that ended well, after its last words were logged; throws `build-failed`, whose cause has its last words. */
export async function expectBuilder(
  running: Promise<Finished>,
  what: string,
  { log }: Pick<BuilderPorts, 'log'>,
): Promise<string> {
  const finished = await running
  const said = lastWords(finished.stderr)
  if (said !== '') log(said)
  try {
    return new TextDecoder().decode(expectSuccess(finished, what).stdout)
  } catch (cause) {
    throw builderError('build-failed', { code: finished.code }, `${what} ended with ${String(finished.code)}`, {
      cause,
    })
  }
}
