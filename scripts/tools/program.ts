import { spawn } from 'node:child_process'

/** What a finished program left behind. `code` is null when a signal ended it, as after the timeout. */
export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly environment: NodeJS.ProcessEnv
  readonly directory?: string
  /** Milliseconds after which the program is killed. */
  readonly timeout: number
}

/** Runs a program to its end, no shell between. Rejects only when it cannot be started (`ENOENT`). */
export function runProgram(file: string, args: readonly string[], options: RunOptions): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.directory,
      env: options.environment,
      // Not `timeout`: its timer would outlive a program that could not be started.
      signal: AbortSignal.timeout(options.timeout),
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.on('error', (error) => {
      if (error.name !== 'AbortError') reject(error)
    })
    child.on('close', (code) => {
      resolve({ code, stdout, stderr })
    })
  })
}

/** The last lines of a text: enough to see why a build failed. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n')
}
