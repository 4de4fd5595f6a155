import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { allowEnvironment, BASE_ENVIRONMENT, type Command, type Finished } from '@promo/process'
import type { ScannerPorts } from './scanners.ts'

/** A private place for one run of one tool. */
export interface Workspace {
  /** Runs a program in an empty directory with an empty home and none of the job's variables but those every program needs. */
  readonly run: (command: Run) => Promise<Finished>
  /** Absolute path of a file beside the empty directory, for our configuration and the tool's report. */
  readonly file: (name: string) => string
  /** Writes such a file and gives its path. */
  readonly write: (name: string, content: string) => Promise<string>
  /** Makes such a directory and gives its path. */
  readonly makeDirectory: (name: string) => Promise<string>
}

export interface Run extends Pick<Command, 'program' | 'args' | 'timeoutMs'> {
  readonly env?: Readonly<Record<string, string>>
}

/**
 * Tools read configuration from where they run and from their user's home: a scanned repository, or whoever used this
 * machine before, must not reach a tool through either. The directory is gone afterwards.
 */
export async function withWorkspace<T>(
  ports: Pick<ScannerPorts, 'run' | 'temp' | 'environment' | 'signal'>,
  work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  await mkdir(ports.temp, { recursive: true })
  const directory = await mkdtemp(join(ports.temp, 'tool-'))
  const cwd = join(directory, 'empty')
  const home = join(directory, 'home')
  const temporary = join(directory, 'tmp')
  try {
    await Promise.all([cwd, home, temporary].map((path) => mkdir(path)))
    const base = { ...allowEnvironment(BASE_ENVIRONMENT, ports.environment), ...homes(home), ...temporaries(temporary) }
    return await work({
      run: ({ env = {}, ...command }) =>
        ports.run({ ...command, cwd, env: { ...base, ...env }, ...(ports.signal && { signal: ports.signal }) }),
      file: (name) => join(directory, name),
      async write(name, content) {
        const path = join(directory, name)
        await writeFile(path, content, { flag: 'wx' })
        return path
      },
      async makeDirectory(name) {
        const path = join(directory, name)
        await mkdir(path)
        return path
      },
    })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function homes(home: string): Readonly<Record<string, string>> {
  return {
    HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
    XDG_DATA_HOME: home,
    USERPROFILE: home,
    APPDATA: home,
    LOCALAPPDATA: home,
  }
}

function temporaries(path: string): Readonly<Record<string, string>> {
  return { TMPDIR: path, TEMP: path, TMP: path }
}
