import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '@promo/core'
import { runProgram } from '@promo/process'
import type { Runner } from '@promo/runner'
import { createScanners, type ScannerOptions, type Scanners } from '@promo/scanners'
import { connectHttp } from './http.ts'

/** Scanners that run below the runner's temporary directory. */
export async function connectScanners(
  runner: Runner,
  options: Omit<ScannerOptions, 'cacheDirectory'>,
): Promise<Scanners> {
  const temp = join(runner.context.temp, 'promo-scan')
  await mkdir(temp, { recursive: true })
  const cacheDirectory = join(runner.context.toolCache, 'promo')
  return createScanners(
    { ...options, cacheDirectory },
    {
      run: runProgram,
      http: connectHttp(runner),
      clock: systemClock,
      temp,
      environment: process.env,
      log: (line) => runner.log.info(line),
      signal: runner.signal,
    },
  )
}
