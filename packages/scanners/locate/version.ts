import type { Finished } from '@promo/process'
import { scannerError } from '../errors.ts'
import type { ToolPin } from './pin.ts'

/**
 * Versions that attackers published. trivy: the compromise of March 2026 (GHSA of aquasecurity/trivy; every channel of
 * 0.69.4, the images of 0.69.5 and 0.69.6).
 */
const DENIED: Readonly<Record<string, readonly string[]>> = { trivy: ['0.69.4', '0.69.5', '0.69.6'] }

/** The version a tool says it has; undefined when it says none. Tools print `8.30.1`, `grype 0.120.1` or `Version: 0.74.0`. */
export function versionOf({ code, stdout }: Finished): string | undefined {
  if (code !== 0) return undefined
  const text = Buffer.from(stdout.subarray(0, 4096)).toString('utf8')
  return /(?:^|\s)v?(\d+\.\d+\.\d+[0-9A-Za-z.+-]*)(?=\s|$)/.exec(text)?.[1]
}

/** Throws `tool-denied` for a version nobody may run, wherever it was found. */
export function refuseDenied({ name }: Pick<ToolPin, 'name'>, version: string | undefined): void {
  if (version === undefined || DENIED[name]?.includes(version) !== true) return
  throw scannerError('tool-denied', { name, version }, `${name} ${version} is known to be hostile`)
}
