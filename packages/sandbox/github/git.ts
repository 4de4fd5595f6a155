import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { allowEnvironment, runProgram } from '@promo/process'

export const ZERO_SHA = '0'.repeat(40)
/** A clone of a large repository is one answer of upload-pack. */
const OUTPUT_LIMIT = 512 * 1024 * 1024

export interface GitResult {
  readonly code: number
  readonly stdout: Buffer
  readonly stderr: string
}

export interface GitInput {
  readonly input?: Uint8Array | string
  readonly env?: Readonly<Record<string, string>>
}

/** `git` on one bare repository, with no configuration but the repository's own. */
export interface Git {
  readonly path: string
  /** Any exit code. */
  attempt(args: readonly string[], options?: GitInput): Promise<GitResult>
  /** Standard output; rejects when git fails. */
  run(args: readonly string[], options?: GitInput): Promise<Buffer>
  /** Standard output as text without the last line end. */
  text(args: readonly string[], options?: GitInput): Promise<string>
}

/** What a real host's git has and a test machine's may not: no user or system configuration, English messages. */
function gitEnvironment(path: string, extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    ...allowEnvironment(['PATH', 'SystemRoot', 'TMPDIR']),
    LC_ALL: 'C',
    GIT_DIR: path,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    ...extra,
  }
}

export function openGit(path: string): Git {
  const attempt: Git['attempt'] = (args, options = {}) => spawnGit(path, args, options)
  const run: Git['run'] = async (args, options) => {
    const { code, stdout, stderr } = await attempt(args, options)
    if (code !== 0) throw new Error(`git ${args[0] ?? ''} ended with ${code}: ${stderr.slice(0, 2000)}`)
    return stdout
  }
  return {
    path,
    attempt,
    run,
    text: async (args, options) => (await run(args, options)).toString('utf8').replace(/\n$/, ''),
  }
}

/** A new bare repository (gitrepository-layout: HEAD, config, objects, refs) that serves what GitHub serves: any reachable commit, partial clones, checked pushes. */
export async function createBareRepository(path: string, defaultBranch: string): Promise<Git> {
  await Promise.all(
    ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags'].map((name) =>
      mkdir(join(path, name), { recursive: true }),
    ),
  )
  await writeFile(join(path, 'HEAD'), `ref: refs/heads/${defaultBranch}\n`)
  await writeFile(join(path, 'config'), SETTINGS)
  return openGit(path)
}

/** Pushed objects are unpacked into loose files, and nothing is ever packed behind our back. */
const SETTINGS = `[core]
	repositoryformatversion = 0
	filemode = true
	bare = true
	logAllRefUpdates = false
[uploadpack]
	allowAnySHA1InWant = true
	allowFilter = true
[receive]
	fsckObjects = true
	unpackLimit = 100000
	autogc = false
[fetch]
	unpackLimit = 100000
[gc]
	auto = 0
`

async function spawnGit(path: string, args: readonly string[], options: GitInput): Promise<GitResult> {
  const input = typeof options.input === 'string' ? Buffer.from(options.input) : options.input
  const env = gitEnvironment(path, options.env)
  const command = { program: 'git', args, cwd: path, env, maxOutputBytes: OUTPUT_LIMIT }
  const { code, stdout, stderr } = await runProgram(input === undefined ? command : { ...command, input })
  return { code, stdout: Buffer.from(stdout.buffer, stdout.byteOffset, stdout.byteLength), stderr }
}
