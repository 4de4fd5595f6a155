export type Need = 'demo' | 'tools'

type Version = readonly [major: number, minor: number]

export interface Program {
  readonly title: string
  /** Names to try, and the arguments that print the version. */
  readonly commands: readonly (readonly [program: string, ...args: string[]])[]
  readonly atLeast: Version
  /** How to get it, by `process.platform`; `default` for the rest. */
  readonly install: Readonly<Record<string, string>> & { readonly default: string }
}

export interface Missing {
  readonly program: Program
  /** The version that is there but too old. */
  readonly found?: string
}

/** Runs a program and gives what it printed, or undefined when it is not there or fails. */
export type Probe = (program: string, args: readonly string[]) => string | undefined

const NODE: Program = {
  title: 'Node',
  commands: [['node', '--version']],
  atLeast: [20, 0],
  install: { darwin: 'brew install node@24', default: 'https://nodejs.org/en/download' },
}

const GIT: Program = {
  title: 'git',
  commands: [['git', '--version']],
  atLeast: [2, 30],
  install: {
    linux: 'apt-get install git',
    darwin: 'xcode-select --install',
    win32: 'winget install Git.Git',
    default: 'https://git-scm.com/downloads',
  },
}

const GO: Program = {
  title: 'Go',
  commands: [['go', 'version']],
  atLeast: [1, 21],
  install: { darwin: 'brew install go', win32: 'winget install GoLang.Go', default: 'https://go.dev/doc/install' },
}

const PYTHON: Program = {
  title: 'Python',
  commands: [
    ['python3.11', '--version'],
    ['python3', '--version'],
    ['python', '--version'],
  ],
  atLeast: [3, 11],
  install: {
    linux: 'apt-get install python3.11',
    darwin: 'brew install python@3.11',
    win32: 'winget install Python.Python.3.11',
    default: 'https://www.python.org/downloads/',
  },
}

/** What each command needs beside npm packages. Go fetches the toolchain that a tool's go.mod names. */
export const PROGRAMS: Readonly<Record<Need, readonly Program[]>> = {
  demo: [NODE, GIT, GO, PYTHON],
  tools: [NODE, GIT, GO, PYTHON],
}

/** The programs that are absent or too old. */
export function missingPrograms(programs: readonly Program[], probe: Probe): readonly Missing[] {
  return programs.flatMap((program) => {
    const versions = program.commands
      .map(([name, ...args]) => versionIn(probe(name, args)))
      .filter((version) => version !== undefined)
    if (versions.some((version) => reaches(version, program.atLeast))) return []
    const [found] = versions
    return [found === undefined ? { program } : { program, found: found.join('.') }]
  })
}

/** Lines for a person: each missing program, what was found, and how to get it. */
export function describeMissing(need: Need, missing: readonly Missing[], platform: string): string {
  const lines = missing.map(({ program, found }) => {
    const wanted = `${program.title} ${program.atLeast.join('.')} or newer`
    const state = found === undefined ? 'not found' : `found ${found}`
    return `  ${wanted} (${state}): ${program.install[platform] ?? program.install.default}\n`
  })
  return `npm run ${need} needs:\n${lines.join('')}`
}

function versionIn(text: string | undefined): Version | undefined {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(text ?? '') ?? []
  return major === undefined ? undefined : [Number(major), Number(minor)]
}

function reaches([major, minor]: Version, [wantedMajor, wantedMinor]: Version): boolean {
  return major === wantedMajor ? minor >= wantedMinor : major > wantedMajor
}
