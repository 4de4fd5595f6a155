import { runServer, type Command } from '../running-server.ts'

/** A registry that answers on loopback until it is closed. */
export interface RunningRegistry {
  /** `127.0.0.1:<port>`. */
  readonly host: string
  close(): void | Promise<void>
}

export type { Place } from '../running-server.ts'

/** Starts a locked tool as a registry. Throws what it logged when it does not answer. */
export function runRegistry(tool: string, commandOf: Command): Promise<RunningRegistry> {
  return runServer(tool, '/v2/', commandOf)
}
