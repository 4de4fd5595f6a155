import { expectSuccess } from '@promo/process'
import { baseImages } from './base-images.ts'
import type { BuilderPorts, BuildRequest, Built } from './builder.ts'
import { heardBy, reasonOf } from './builder-output.ts'
import { openBuiltLayout } from './built-layout.ts'
import { commandEnvironment } from './command-environment.ts'
import { builderError } from './errors.ts'
import { storeLayout } from './stored.ts'

export interface LayoutBuildRequest extends BuildRequest {
  /** OCI layout, a directory or a tar, or a docker archive, as ko, bazel, jib, nix or kaniko leave it. */
  readonly layout: string
  /** Program and arguments, run in the context before the layout is read. Repository code. */
  readonly command: readonly string[]
}

/** A build command may compile a whole system. */
const COMMAND_TIMEOUT_MS = 60 * 60_000

/**
 * Runs the repository's command and pushes the layout it leaves, by digest, or saves it. Every blob is hashed on the way, and
 * the copy is read back. Throws `build-failed`, `build-platforms-differ`, `archive-invalid`, and what
 * reading a layout throws.
 * A second run pushes nothing that the registry holds already.
 */
export async function buildLayout(request: LayoutBuildRequest, ports: BuilderPorts): Promise<Built> {
  await runCommand(request, ports)
  const layout = await openBuiltLayout(request.layout)
  try {
    const stored = await storeLayout(layout, request, ports.registry)
    const builder = { name: request.command[0] === undefined ? 'layout' : 'command', version: '' }
    return { ...stored, builder, cache: 'none', ...(await baseImages(layout)) }
  } finally {
    await layout.close()
  }
}

async function runCommand(request: LayoutBuildRequest, ports: BuilderPorts): Promise<void> {
  const [program, ...args] = request.command
  if (program === undefined) return
  const finished = await ports.run({
    program,
    args,
    cwd: request.context,
    env: commandEnvironment(ports.environment),
    timeoutMs: COMMAND_TIMEOUT_MS,
    ...heardBy(ports.log),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  })
  try {
    expectSuccess(finished, `the build command ${program}`)
  } catch (cause) {
    throw builderError(
      'build-failed',
      { program, code: finished.code },
      `the build command ended with ${String(finished.code)}${reasonOf(finished.stderr)}`,
      { cause },
    )
  }
}
