import { DefaultArtifactClient } from '@actions/artifact'
import { restoreCache, saveCache } from '@actions/cache'

export interface Command {
  readonly token: string
  readonly method: string
  readonly args: readonly unknown[]
}

export interface Outcome {
  readonly result?: unknown
  readonly error?: string
}

const methods = Object.assign(new DefaultArtifactClient(), { restoreCache, saveCache })
const client = methods as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>

/** The unmodified client in a process of its own, as an action has it: one command after the other, with the token of its job. */
process.on('message', (command: Command) => {
  process.env['ACTIONS_RUNTIME_TOKEN'] = command.token
  void run(command).then((outcome) => process.send?.(outcome))
})

async function run({ method, args }: Command): Promise<Outcome> {
  try {
    return { result: await client[method]?.(...args) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'not an error' }
  }
}
