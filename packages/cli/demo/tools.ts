import { join } from 'node:path'
import { asPromoError, parseJson, type Demo } from '@promo/core'
import { allowEnvironment, BASE_ENVIRONMENT, runProgram, type Finished } from '@promo/process'
import { cliError } from '../errors.ts'
import { ROOT } from '../repository-root.ts'

/** The scanners of this demo and what each is for. */
const ROLES: Readonly<Record<string, string>> = {
  gitleaks: 'secrets in the history',
  trivy: 'vulnerabilities and configuration',
  checkov: 'configuration of Terraform, Kubernetes and Dockerfiles',
  syft: 'SBOM',
}

export interface DemoTools {
  /** `<tool>@<version>/<tool>` below it. */
  readonly directory: string
  readonly tools: Demo['tools']
}

/** Five compilations at most, each of minutes, the first time on a machine. */
const BUILD_TIMEOUT_MS = 60 * 60_000

/** Real scanners at their pinned versions, built on first use; throws `demo-tools-missing`. */
export async function provideTools(progress: (line: string) => void): Promise<DemoTools> {
  const finished = await runToolsScript(Object.keys(ROLES), progress)
  if (finished.code !== 0) throw cliError('demo-tools-missing', { code: finished.code }, 'a scanner could not be built')
  return readTools(finished.stdout)
}

/** Directory of the scanners that are there already; undefined when one is missing. Installs nothing. */
export async function installedTools(): Promise<string | undefined> {
  const { code, stdout } = await runToolsScript(['--list', ...Object.keys(ROLES)])
  if (code !== 0) return undefined
  const listed = parseJson(stdout) as unknown as readonly { readonly path: string; readonly installed: boolean }[]
  const [first] = listed
  if (first === undefined || !listed.every(({ installed }) => installed)) return undefined
  return join(first.path, '..', '..')
}

function runToolsScript(args: readonly string[], progress?: (line: string) => void): Promise<Finished> {
  return runProgram({
    program: process.execPath,
    args: [join(ROOT, 'scripts', 'tools.ts'), '--json', ...args],
    cwd: ROOT,
    env: allowEnvironment([
      ...BASE_ENVIRONMENT,
      'HOME',
      'XDG_CACHE_HOME',
      'PROMO_TOOLS_DIR',
      'GOPROXY',
      'GOSUMDB',
      'GOFLAGS',
      'GONOSUMDB',
      'CI',
      'USERPROFILE',
      'LOCALAPPDATA',
    ]),
    timeoutMs: BUILD_TIMEOUT_MS,
    ...(progress === undefined ? {} : { onErrorLine: progress }),
  })
}

/** How the tools script got a tool, in words. */
const SOURCES: Readonly<Record<string, string>> = {
  'source-built': 'built from its pinned Go module',
  wheels: 'installed from hash-locked wheels',
}

interface InstalledTool {
  readonly name: string
  readonly version: string
  readonly path: string
  readonly source: string
}

function readTools(stdout: Uint8Array): DemoTools {
  try {
    const installed = parseJson(stdout) as unknown as readonly InstalledTool[]
    const tools = installed.map(({ name, version, source }) => ({
      name,
      version,
      role: ROLES[name] ?? '',
      source: SOURCES[source] ?? source,
    }))
    const [first] = installed
    if (first === undefined) throw cliError('demo-tools-missing', {}, 'no scanner was built')
    return { directory: join(first.path, '..', '..'), tools }
  } catch (error) {
    throw cliError(
      'demo-tools-missing',
      {},
      `what the tools script printed cannot be read: ${asPromoError(error).message}`,
      { cause: error },
    )
  }
}
