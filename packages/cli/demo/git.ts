import { expectSuccess, runProgram } from '@promo/process'

export interface GitRequest {
  readonly directory: string
  /** Token of the sandbox's user, for fetch and push. */
  readonly token: string
  /** Proxy and trust of the sandbox. */
  readonly environment: Readonly<Record<string, string>>
}

/** Runs git as a user of the sandbox would: over HTTPS through the proxy, without any configuration of this machine. */
export async function git(request: GitRequest, ...args: readonly string[]): Promise<string> {
  const { directory, token, environment } = request
  const credentials = Buffer.from(`x-access-token:${token}`).toString('base64')
  const finished = await runProgram({
    program: 'git',
    args,
    cwd: directory,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: directory,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.https://github.com/.extraHeader',
      GIT_CONFIG_VALUE_0: `Authorization: Basic ${credentials}`,
      GIT_AUTHOR_NAME: 'demo',
      GIT_AUTHOR_EMAIL: 'demo@users.noreply.github.com',
      GIT_COMMITTER_NAME: 'demo',
      GIT_COMMITTER_EMAIL: 'demo@users.noreply.github.com',
      ...environment,
    },
  })
  return new TextDecoder().decode(expectSuccess(finished, `git ${args[0] ?? ''}`).stdout).trim()
}

/** Makes a repository of the files in the directory and pushes it; gives its commit. */
export async function pushFirst(request: GitRequest, repository: string, tag?: string): Promise<string> {
  await git(request, 'init', '--quiet', '--initial-branch=main')
  await git(request, 'add', '--all')
  await git(request, 'commit', '--quiet', '--message=Start')
  await git(request, 'remote', 'add', 'origin', `https://github.com/${repository}.git`)
  if (tag !== undefined) await git(request, 'tag', tag)
  const refs = tag === undefined ? ['main'] : ['main', tag]
  await git(request, 'push', '--quiet', 'origin', ...refs)
  return git(request, 'rev-parse', 'HEAD')
}
