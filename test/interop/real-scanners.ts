import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { devNull } from 'node:os'
import { dirname, join } from 'node:path'
import { expect } from '@jest/globals'
import { parseDigest, parseImageName, systemClock } from '@promo/core'
import { createHttpClient } from '@promo/http'
import { runProgram } from '@promo/process'
import { createScanners, type ImageSubject, type Scanned, type ScannerOptions, type Scanners } from '@promo/scanners'
import { defaultToolsDirectory } from '../../scripts/tools/index.ts'

/** Scanners over the locked tools. The databases lie in `<root>/cache/databases`. */
export function realScanners(
  root: string,
  options: Partial<ScannerOptions> = {},
  environment: Readonly<Record<string, string>> = {},
): Scanners {
  return createScanners(
    {
      toolDirectory: defaultToolsDirectory(process.env),
      cacheDirectory: join(root, 'cache'),
      databases: [],
      maxDatabaseAgeMs: 72 * 3_600_000,
      offline: true,
      timeoutMs: 100_000,
      ...options,
    },
    {
      run: runProgram,
      http: createHttpClient(),
      clock: systemClock,
      temp: join(root, 'temp'),
      environment: { ...process.env, ...environment },
      log: () => undefined,
    },
  )
}

/** The one image of a layout. */
export function imageIn(layout: string): ImageSubject {
  const { manifests } = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8')) as {
    manifests: readonly { digest: string }[]
  }
  const digest = parseDigest(manifests[0]?.digest ?? '')
  return { kind: 'image', layout, platform: 'linux/amd64', digest, image: parseImageName('ghcr.io/your-org/app') }
}

/** Rule, package or file, and severity of each finding of a complete scan. */
export function brief({ tool, findings }: Scanned): readonly string[] {
  expect(tool).toMatchObject({ outcome: 'pass', complete: true })
  return findings.map(({ ruleId, severity, package: found, location }) =>
    [ruleId, found?.name ?? location?.path, severity].join(' '),
  )
}

export function writeFiles(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), content)
  }
}

export function git(directory: string, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=dev', '-c', 'user.email=dev@example.org', '-c', 'commit.gpgsign=false']
  const env = { ...process.env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' }
  execFileSync('git', [...identity, ...args], { cwd: directory, env, stdio: 'ignore' })
}
