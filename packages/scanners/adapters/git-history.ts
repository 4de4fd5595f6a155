import { join } from 'node:path'
import { lastWords } from '@promo/process'
import { scannerError } from '../errors.ts'
import { expectExit, type ToolWorkspace } from './adapter.ts'

/** A repository whose whole history can be read. */
export interface History {
  /** Absolute path of the git directory. */
  readonly directory: string
  /** For every program that runs git over it. */
  readonly environment: Readonly<Record<string, string>>
  /** Whether a merge has three parents or more. */
  readonly hasMergesOfMany: boolean
}

/** No configuration of the machine's, no question to a person, nothing fetched that a partial clone lacks. */
const GIT_ENVIRONMENT = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_ALLOW_PROTOCOL: 'none',
  // A container's user seldom owns the checkout. Given with the command, this is not the repository's to say.
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'safe.directory',
  GIT_CONFIG_VALUE_0: '*',
}

/** Throws `repository-missing` or `repository-shallow`. */
export async function openHistory(path: string, workspace: ToolWorkspace): Promise<History> {
  const directory = await gitDirectory(path, workspace)
  const environment = {
    ...GIT_ENVIRONMENT,
    // Git makes merges again to compare them: their objects go into the workspace, not into the repository.
    GIT_OBJECT_DIRECTORY: await workspace.makeDirectory('objects'),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: JSON.stringify(join(directory, 'objects')),
  }
  const args = ['-C', directory, 'rev-list', '--all', '--min-parents=3', '--max-count=1']
  const merges = await workspace.runOther({ program: 'git', args, env: environment })
  expectExit(merges, 'git', 0)
  return { directory, environment, hasMergesOfMany: merges.stdout.byteLength > 0 }
}

async function gitDirectory(path: string, workspace: ToolWorkspace): Promise<string> {
  const args = ['-C', path, 'rev-parse', '--path-format=absolute', '--is-shallow-repository', '--git-common-dir']
  const finished = await workspace.runOther({ program: 'git', args, env: GIT_ENVIRONMENT })
  const [shallow, directory] = Buffer.from(finished.stdout).toString('utf8').split(/\r?\n/)
  if (finished.code !== 0 || directory === undefined || directory === '') {
    const said = lastWords(finished.stderr)
    throw scannerError('repository-missing', {}, `not a git repository: ${path}${said === '' ? '' : ` (${said})`}`)
  }
  if (shallow === 'false') return directory
  throw scannerError('repository-shallow', {}, 'the repository was checked out without its history')
}
