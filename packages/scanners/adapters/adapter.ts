import type { ScanTool } from '@promo/core'
import { lastWords, type Finished } from '@promo/process'
import { scannerError } from '../errors.ts'
import type { ReadFinding, ReadSuppressed } from '../finding.ts'
import type { LocatedTool, ToolLocator } from '../locate/locate.ts'
import type { ToolName } from '../names.ts'
import type { ScannerOptions, ScannerPorts, ScanSubject } from '../scanners.ts'
import { NO_NETWORK } from '../no-network.ts'
import { withWorkspace, type Run, type Workspace } from '../workspace.ts'

export type DatabaseAge = NonNullable<ScanTool['database']>

/** What a tool reported when it ended as it should. */
export interface Report {
  readonly findings: readonly ReadFinding[]
  readonly suppressed?: readonly ReadSuppressed[]
  readonly database?: DatabaseAge
}

/** One tool. Rejects with a code when it fails: unknown is not clean. */
export type Adapter = (subject: ScanSubject) => Promise<Report>

export interface AdapterContext {
  readonly options: ScannerOptions
  readonly ports: ScannerPorts
  readonly locator: ToolLocator
}

export type RunTool = (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Finished>

/** A workspace in which one located tool runs. */
export interface ToolWorkspace extends Omit<Workspace, 'run'> {
  readonly tool: LocatedTool
  /** The PATH of the job. */
  readonly searchPath: string
  /** Runs the tool without a network, and without other programs unless `env` gives it a PATH. */
  readonly run: RunTool
  /** Runs the tool with the network of the job: for what it is to download, never on what is to be scanned. */
  readonly runOnline: RunTool
  /** Runs another program, without a network. */
  readonly runOther: (command: Run) => Promise<Finished>
}

export async function withTool<T>(
  name: ToolName,
  { options, ports, locator }: AdapterContext,
  work: (workspace: ToolWorkspace) => Promise<T>,
): Promise<T> {
  const tool = await locator.locate(name)
  const { timeoutMs } = options
  return withWorkspace(ports, ({ run, ...workspace }) =>
    work({
      tool,
      searchPath: ports.environment['PATH'] ?? '',
      ...workspace,
      run: (args, env = {}) => run({ program: tool.path, args, env: { ...NO_NETWORK, PATH: '', ...env }, timeoutMs }),
      runOnline: (args, env = {}) => run({ program: tool.path, args, env, timeoutMs }),
      runOther: ({ env = {}, ...command }) => run({ timeoutMs, ...command, env: { ...NO_NETWORK, ...env } }),
    }),
  )
}

/** Throws `scanner-failed` with the tool's last words for an exit code that is not among those that mean it worked. */
export function expectExit(finished: Finished, tool: string, ...codes: readonly number[]): void {
  if (codes.includes(finished.code)) return
  const said = lastWords(finished.stderr)
  throw scannerError(
    'scanner-failed',
    { tool, code: finished.code },
    `${tool} ended with exit code ${String(finished.code)}${said === '' ? '' : `: ${said}`}`,
  )
}
