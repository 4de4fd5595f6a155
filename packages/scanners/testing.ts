import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { expect } from '@jest/globals'
import { digestOf, hexOf, parseImageName, scanTool } from '@promo/core'
import { fakeClock, type FakeClock } from '@promo/core/testing'
import type { HttpClient } from '@promo/http'
import type { Command, Finished } from '@promo/process'
import { createScanners } from './create-scanners.ts'
import { TOOL_PINS } from './pins.ts'
import type { ToolName } from './names.ts'
import type { ImageSubject, Scanned, ScannerOptions, ScannerPorts, Scanners, ScanSubject } from './scanners.ts'

/** What a real tool did once: its exit code, what it logged, and the report it left. */
export interface Recording {
  readonly exitCode: number
  readonly stderr: string
  readonly report: Buffer
}

/** Reads a recording of `recorded/`, named `<tool>/<case>`. */
export function recording(name: string): Recording {
  const at = (suffix: string): string => join(import.meta.dirname, 'recorded', `${name}${suffix}`)
  const { exitCode, stderr, report } = JSON.parse(readFileSync(at('.meta.json'), 'utf8')) as {
    exitCode: number
    stderr: string
    report: boolean
  }
  return { exitCode, stderr, report: report ? readFileSync(at('.out')) : Buffer.alloc(0) }
}

/** A tool that is played: looks at its arguments, may write its report, and ends. */
export type Played = (command: Command) => Partial<Finished> | Promise<Partial<Finished>>

export interface Stage {
  readonly directory: string
  readonly clock: FakeClock
  readonly log: string[]
  /** Every run but the questions for a version. */
  readonly runs: Command[]
  readonly options: ScannerOptions
  readonly ports: ScannerPorts
  readonly scanners: Scanners
  readonly image: ImageSubject
  close(): void
}

const noNetwork: HttpClient = {
  request: () => Promise.reject(new TypeError('no network in this test')),
  stream: () => Promise.reject(new TypeError('no network in this test')),
}

/** Scanners over played tools, by name; `git` is played too. */
export function aStage(
  tools: Readonly<Record<string, Played>>,
  options: Partial<ScannerOptions> = {},
  ports: Partial<ScannerPorts> = {},
): Stage {
  const directory = mkdtempSync(join(tmpdir(), 'promo-scanners-'))
  const clock = fakeClock()
  const log: string[] = []
  const runs: Command[] = []
  const toolDirectory = join(directory, 'tools')
  for (const { name, version } of Object.values(TOOL_PINS)) putProgram(join(toolDirectory, `${name}@${version}`, name))
  const all: ScannerPorts = {
    async run(command) {
      const name = basename(command.program, '.exe')
      const version = isPinned(name) ? TOOL_PINS[name] : undefined
      if (version !== undefined && command.args.join() === version.versionArguments.join())
        return finish({ stdout: Buffer.from(`${name} ${version.version}\n`) })
      runs.push(command)
      return finish((await tools[name]?.(command)) ?? {})
    },
    http: noNetwork,
    clock,
    temp: join(directory, 'temp'),
    environment: { PATH: '/nowhere', GITHUB_TOKEN: 'secret', TRIVY_SEVERITY: 'LOW', GRYPE_IGNORE: '*' },
    log: (line) => log.push(line),
    ...ports,
  }
  const chosen: ScannerOptions = {
    toolDirectory,
    cacheDirectory: join(directory, 'cache'),
    databases: [],
    maxDatabaseAgeMs: 72 * 3_600_000,
    offline: true,
    timeoutMs: 60_000,
    ...options,
  }
  return {
    directory,
    clock,
    log,
    runs,
    options: chosen,
    ports: all,
    scanners: createScanners(chosen, all),
    image: putImage(join(directory, 'layout')),
    close: () => rmSync(directory, { recursive: true, force: true }),
  }
}

/** Puts an executable file; what it does is played. */
export function putProgram(path: string): string {
  const file = process.platform === 'win32' ? `${path}.exe` : path
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, '#!/bin/sh\nexit 99\n', { mode: 0o755 })
  return file
}

/** Trivy's database as far as promo looks at it. */
export function putTrivyDatabase(stage: Pick<Stage, 'options'>, updatedAt: string): void {
  const directory = join(stage.options.cacheDirectory, 'databases', 'trivy', 'db')
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, 'metadata.json'), JSON.stringify({ Version: 2, UpdatedAt: updatedAt }))
}

/** The value of `--name VALUE` or `--name=VALUE` among the arguments. */
export function option({ args }: Command, name: string): string {
  const joined = args.find((argument) => argument.startsWith(`${name}=`))
  return joined?.slice(name.length + 1) ?? args[args.indexOf(name) + 1] ?? ''
}

/** Digest of the configuration of every `aStage().image`. */
export const CONFIG_DIGEST = digestOf('{"created":"2026-01-02T03:04:05Z"}')

function putImage(layout: string): ImageSubject {
  const blob = (text: string): string => {
    writeFileSync(join(layout, 'blobs', 'sha256', hexOf(digestOf(text))), text)
    return digestOf(text)
  }
  mkdirSync(join(layout, 'blobs', 'sha256'), { recursive: true })
  const config = blob('{"created":"2026-01-02T03:04:05Z"}')
  const manifest = JSON.stringify({ schemaVersion: 2, config: { digest: config }, layers: [] })
  blob(manifest)
  const digest = digestOf(manifest)
  writeFileSync(join(layout, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [{ digest }] }))
  return { kind: 'image', layout, platform: 'linux/amd64', digest, image: parseImageName('ghcr.io/your-org/app') }
}

function finish(finished: Partial<Finished>): Finished {
  return { code: 0, stdout: new Uint8Array(), stderr: '', durationMs: 1, ...finished }
}

function isPinned(name: string): name is ToolName {
  return Object.hasOwn(TOOL_PINS, name)
}

/** Ends as the tool did in a recording, with the report where this run wants it; checkov prints it. */
export function replay(name: string, change: (report: string) => string = (report) => report): Played {
  const { exitCode: code, stderr, report } = recording(name)
  const flag = { gitleaks: '--report-path', trivy: '--output', grype: '--file' }[name.split('/')[0] ?? ''] ?? ''
  return (command) => {
    if (flag === '') return { code, stderr, stdout: Buffer.from(change(report.toString())) }
    if (report.length > 0) writeFileSync(option(command, flag), change(report.toString()))
    return { code, stderr }
  }
}

/** Ends with a report of our own. */
export function reports(flag: string, content: string, code = 0, stderr = ''): Played {
  return (command) => {
    writeFileSync(option(command, flag), content)
    return { code, stderr }
  }
}

/** Expects a scan that failed, in the shape documents take, and gives what it says. */
export function expectFailed({ tool, findings }: Scanned, code: string): string {
  expect(tool).toMatchObject({ outcome: 'infrastructure', complete: false, error: { code } })
  expect(scanTool.safeParse({ ...tool, target: 0 }).success).toBe(true)
  expect(findings).toEqual([])
  return tool.error?.message ?? ''
}

/** Expects a scan that is complete, and gives what it found. */
export function expectPassed({ tool, findings }: Scanned): Scanned['findings'] {
  expect(tool).toMatchObject({ outcome: 'pass', complete: true })
  return findings
}

export const SOURCE: ScanSubject = { kind: 'source', path: '/workspace' }

/** Between six hours and now by the stage's clock, as Go writes times. */
export const FRESH = '2026-12-01T06:00:00.123456789Z'
