import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ToolFailure } from './failure.ts'
import type { GoTool } from './lock.ts'
import { runProgram } from './program.ts'

const INSTALL_GO = 'Install Go 1.26 or newer (https://go.dev/doc/install) and put `go` on the PATH.'

/** The Go toolchain's own version (`1.26.8`). Throws ToolFailure when there is no Go. */
export async function goVersion(environment: NodeJS.ProcessEnv): Promise<string> {
  const options = { environment: { ...environment, GOTOOLCHAIN: 'local' }, timeout: 30_000 }
  const finished = await runProgram('go', ['env', 'GOVERSION'], options).catch((cause: unknown) => {
    throw new ToolFailure('Go is not installed: the tools are built from their Go modules', INSTALL_GO, { cause })
  })
  const version = /^go(\d+\.\d+(?:\.\d+)?)/.exec(finished.stdout)?.[1]
  if (finished.code !== 0 || version === undefined) {
    throw new ToolFailure(`\`go env GOVERSION\` failed: ${finished.stderr.trim()}`, INSTALL_GO)
  }
  return version
}

/** The Go version a module asks for: the `go` line of its go.mod. */
export function requiredGo(moduleDirectory: string): string {
  return /^go (\S+)$/m.exec(readFileSync(join(moduleDirectory, 'go.mod'), 'utf8'))?.[1] ?? '0'
}

/** Whether version `a` is newer than `b`; both are `major.minor[.patch]`. */
export function isNewer(a: string, b: string): boolean {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)]
  for (const at of [0, 1, 2]) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return false
}

/** Arguments of `go` that build the tool to `output`. */
export function buildArguments(tool: GoTool, output: string): readonly string[] {
  return ['build', '-ldflags', tool.source.ldflags.join(' '), '-o', output, tool.source.package]
}

/** Directories a build may fill; without them Go's shared caches are used. */
export interface GoCaches {
  readonly build: string
  readonly modules: string
}

/**
 * Environment of a build: static, without paths of this machine, from exactly what go.mod and go.sum name, by the
 * installed toolchain unless `fetchToolchain`. Proxy settings (GOPROXY, HTTPS_PROXY) are the caller's.
 */
export function buildEnvironment(
  environment: NodeJS.ProcessEnv,
  tool: GoTool,
  options: { readonly caches?: GoCaches | undefined; readonly fetchToolchain: boolean },
): NodeJS.ProcessEnv {
  const { GOOS: _os, GOARCH: _architecture, ...inherited } = environment
  const flags = ['-mod=readonly', '-trimpath', '-buildvcs=false']
  const caches = options.caches
  return {
    ...inherited,
    CGO_ENABLED: '0',
    GO111MODULE: 'on',
    GOWORK: 'off',
    GOEXPERIMENT: tool.source.goExperiment ?? '',
    GOTOOLCHAIN: options.fetchToolchain ? 'auto' : 'local',
    // Module files are read-only by default, which would keep a private cache from being removed.
    GOFLAGS: (caches === undefined ? flags : [...flags, '-modcacherw']).join(' '),
    ...(caches === undefined ? {} : { GOCACHE: caches.build, GOMODCACHE: caches.modules }),
  }
}
