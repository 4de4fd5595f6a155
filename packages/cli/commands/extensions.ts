import type { Command } from 'commander'
import { addBundleOptions, verifyBundleFile } from './verify-bundle.ts'
import { addReportOptions, scanReports } from './scan-reports.ts'

export type OptionValues = Readonly<Record<string, unknown>>

/** What a command can do beside its action: with its own options, and without GitHub. */
export interface Extension {
  /** The options that no input of the action has. */
  add(command: Command): Command
  /** Runs when its options are given and returns the exit code; undefined: the action runs. */
  run(values: OptionValues): Promise<number> | undefined
}

export const EXTENSIONS: Readonly<Record<string, Extension>> = {
  scan: { add: addReportOptions, run: scanReports },
  verify: { add: addBundleOptions, run: verifyBundleFile },
}
