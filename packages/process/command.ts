/** One run of a program. There is no shell: each argument arrives as it is. */
export interface Command {
  /** Absolute path, or a name that is looked for on the PATH of `env`. */
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  /** The whole environment of the program: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>
  readonly input?: Uint8Array
  /** Default 15 minutes. */
  readonly timeoutMs?: number
  /** Most bytes of standard output. Default 64 MiB. */
  readonly maxOutputBytes?: number
  readonly signal?: AbortSignal
  /** Is given each line of standard error while the program runs, in parts where it is long: hostile text. */
  readonly onErrorLine?: (line: string) => void
  /** The same for standard output. */
  readonly onOutputLine?: (line: string) => void
}

/** A program that ended by itself, whatever its exit code. */
export interface Finished {
  readonly code: number
  readonly stdout: Uint8Array
  /** The last 256 KiB, decoded as UTF-8, as the program wrote them: hostile text. */
  readonly stderr: string
  readonly durationMs: number
}

export type RunProgram = (command: Command) => Promise<Finished>
