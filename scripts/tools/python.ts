import { ToolFailure } from './failure.ts'
import { isNewer } from './go.ts'
import { runProgram } from './program.ts'

export interface Python {
  /** Absolute path of the interpreter itself, not of a shim that finds it on the PATH. */
  readonly path: string
  /** `3.11.7`. */
  readonly version: string
}

const NAMES = ['python3.11', 'python3', 'python']

/** Isolated: neither variables nor the user's own packages change what Python does. */
const ISOLATED = '-I'

const WHO = 'import platform, sys; print(platform.python_version()); print(sys.executable)'

/** The first Python on the PATH that is new enough and has pip. Throws ToolFailure. */
export async function findPython(wanted: string, environment: NodeJS.ProcessEnv): Promise<Python> {
  const found: string[] = []
  for (const name of NAMES) {
    const python = await ask(name, environment)
    if (python === undefined) continue
    const usable = !isNewer(wanted, python.version) && (await hasPip(python, environment))
    if (usable) return python
    found.push(`${name} is ${python.version}${isNewer(wanted, python.version) ? '' : ', without pip'}`)
  }
  throw new ToolFailure(
    `Python ${wanted} with pip is needed: ${found.length === 0 ? 'there is none on the PATH' : found.join('; ')}`,
    `Install Python ${wanted} or newer (https://www.python.org/downloads/; on Debian and Ubuntu also python3-pip) and put it on the PATH.`,
  )
}

async function ask(name: string, environment: NodeJS.ProcessEnv): Promise<Python | undefined> {
  const finished = await runProgram(name, [ISOLATED, '-c', WHO], { environment, timeout: 30_000 }).catch(() => undefined)
  const [version = '', path = ''] = finished?.stdout.split(/\r?\n/) ?? []
  return finished?.code === 0 && /^\d+\.\d+\.\d+/.test(version) && path !== '' ? { path, version } : undefined
}

async function hasPip({ path }: Python, environment: NodeJS.ProcessEnv): Promise<boolean> {
  const { code } = await runProgram(path, [ISOLATED, '-m', 'pip', '--version'], { environment, timeout: 60_000 })
  return code === 0
}

/**
 * Arguments of Python that install wheels into a directory: those of the file alone, each checked against its hashes, and
 * nothing is built from source. Which index they come from is the caller's to set.
 */
export function installArguments(requirements: string, target: string): readonly string[] {
  return [
    ...[ISOLATED, '-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'],
    ...['--require-hashes', '--no-deps', '--only-binary', ':all:'],
    ...['--target', target, '--requirement', requirements],
  ]
}
