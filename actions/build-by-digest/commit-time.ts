import { allowEnvironment, BASE_ENVIRONMENT, type RunProgram } from '@promo/process'

const TIMEOUT_MS = 30_000

/** When the commit was made, in seconds since 1970, from the checkout; undefined where it has no such commit or there is no git. */
export async function commitTime(workspace: string, sha: string, run: RunProgram): Promise<number | undefined> {
  const command = {
    program: 'git',
    args: ['log', '-1', '--no-show-signature', '--format=%ct', sha, '--'],
    cwd: workspace,
    // The home directory has the safe.directory that the checkout wrote.
    env: allowEnvironment([...BASE_ENVIRONMENT, 'HOME']),
    timeoutMs: TIMEOUT_MS,
  }
  const finished = await run(command).catch(() => undefined)
  const text = finished?.code === 0 ? new TextDecoder().decode(finished.stdout).trim() : ''
  return /^\d{1,12}$/.test(text) ? Number(text) : undefined
}
