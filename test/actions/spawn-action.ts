import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { ROOT } from '../../scripts/root.ts'

export interface ActionEnd {
  /** Null when it was killed. */
  readonly code: number | null
  /** Standard output and error, as the runner's log shows them. */
  readonly log: string
  /** The last value of every name in the `GITHUB_OUTPUT` file. */
  readonly outputs: ReadonlyMap<string, string>
  readonly summary: string
  /** Every file in the machine afterwards, but the event and what it was given: path and content. */
  readonly left: readonly (readonly [path: string, content: Buffer])[]
  /** From spawn to exit. */
  readonly milliseconds: number
}

export interface ActionStart {
  /** Values by input name; an absent one is given as the runner gives it, not at all. */
  readonly inputs?: Readonly<Record<string, string>>
  /** Added to, or replacing, the runner's own variables. */
  readonly variables?: Readonly<Record<string, string>>
  readonly event?: unknown
  /** Says so in the log when the process tries to reach another machine, whatever its proxies are. */
  readonly loopbackOnly?: boolean
  /** Files of the workspace by their path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  /** Is given what ends the process: at once and without a word, unless another signal is named. */
  readonly onStart?: (kill: (signal?: NodeJS.Signals) => void) => void
}

const GUARD = ['--import', join(ROOT, 'test', 'actions', 'loopback-only.ts')]

/** Runs a committed `dist/<name>.js` as `spawnBundle` does. */
export function spawnAction(name: string, start: ActionStart = {}): Promise<ActionEnd> {
  return spawnBundle(join(ROOT, 'dist', `${name}.js`), start)
}

/**
 * Runs a bundle with this Node in an empty workspace, with exactly the variables of GitHub's runner and no way out to a
 * network: proxies point at a closed port.
 */
export async function spawnBundle(file: string, start: ActionStart = {}): Promise<ActionEnd> {
  const folder = mkdtempSync(join(tmpdir(), 'promo-action-'))
  try {
    const variables = { ...runnerVariables(folder, start.event ?? {}), ...inputVariables(start), ...start.variables }
    const workspace = join(folder, 'workspace')
    writeFiles(workspace, start.files ?? {})
    const args = [...(start.loopbackOnly === true ? GUARD : []), file]
    const ended = await run(args, workspace, variables, start.onStart)
    const read = (file: string): string => readFileSync(join(folder, file), 'utf8')
    const left = filesLeft(folder, start.files ?? {})
    return { ...ended, outputs: parseOutputs(read('output')), summary: read('summary'), left }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function runnerVariables(folder: string, event: unknown): Record<string, string> {
  for (const name of ['workspace', 'temp', 'tools']) mkdirSync(join(folder, name))
  for (const name of ['output', 'summary', 'env', 'path', 'state']) writeFileSync(join(folder, name), '')
  writeFileSync(join(folder, 'event.json'), JSON.stringify(event))
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: 'action',
    GITHUB_ACTOR: 'octocat',
    GITHUB_ACTOR_ID: '583231',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_BASE_REF: '',
    GITHUB_ENV: join(folder, 'env'),
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_HEAD_REF: '',
    GITHUB_JOB: 'job',
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_PATH: join(folder, 'path'),
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_PROTECTED: 'true',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY: 'octo-org/bookstore',
    GITHUB_REPOSITORY_ID: '1296269',
    GITHUB_REPOSITORY_OWNER: 'octo-org',
    GITHUB_REPOSITORY_OWNER_ID: '6811672',
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1658821493',
    GITHUB_RUN_NUMBER: '3',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: 'ffac537e6cbbf934b08745a378932722df287a53',
    GITHUB_STATE: join(folder, 'state'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    GITHUB_TRIGGERING_ACTOR: 'octocat',
    GITHUB_WORKFLOW: 'ci',
    GITHUB_WORKFLOW_REF: 'octo-org/bookstore/.github/workflows/ci.yml@refs/heads/main',
    GITHUB_WORKFLOW_SHA: 'ffac537e6cbbf934b08745a378932722df287a53',
    GITHUB_WORKSPACE: join(folder, 'workspace'),
    HOME: folder,
    HTTP_PROXY: 'http://127.0.0.1:9',
    HTTPS_PROXY: 'http://127.0.0.1:9',
    PATH: process.env.PATH ?? '',
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: join(folder, 'temp'),
    RUNNER_TOOL_CACHE: join(folder, 'tools'),
  }
}

/** The runner upper-cases an input's name and keeps its hyphens. */
function inputVariables({ inputs = {} }: ActionStart): Record<string, string> {
  const entries = Object.entries(inputs).map(([name, value]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    value,
  ])
  return Object.fromEntries(entries) as Record<string, string>
}

function writeFiles(workspace: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true })
    writeFileSync(join(workspace, path), content)
  }
}

function filesLeft(folder: string, given: Readonly<Record<string, unknown>>): ActionEnd['left'] {
  const known = new Set(['event.json', ...Object.keys(given).map((path) => join('workspace', path))])
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !known.has(path))
    .map((path) => [path, readFileSync(join(folder, path))] as const)
}

function run(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  onStart: ActionStart['onStart'],
): Promise<Pick<ActionEnd, 'code' | 'log' | 'milliseconds'>> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    onStart?.((signal = 'SIGKILL') => child.kill(signal))
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      const milliseconds = performance.now() - started
      resolve({ code, log: Buffer.concat(chunks).toString('utf8'), milliseconds })
    })
  })
}

function parseOutputs(text: string): ReadonlyMap<string, string> {
  const entries = text.matchAll(/^([\w-]+)<<(\S+)\r?\n([\s\S]*?)\r?\n\2$/gm)
  return new Map([...entries].map(([, name = '', , value = '']) => [name, value]))
}
