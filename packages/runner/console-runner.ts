import { mkdtempSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import type { AnnotationLevel, Place } from './annotations.ts'
import { createDirectoryArtifacts } from './artifacts/directory.ts'
import { createContext, type Environment } from './context.ts'
import type { FinalEnding } from './ending.ts'
import { readEvent } from './event.ts'
import { requestIdentityToken } from './identity.ts'
import { createMasks } from './masks.ts'
import { writeOutputs } from './outputs.ts'
import type { Stage } from './perform.ts'
import type { Runner } from './runner.ts'
import { createVoice, type Terminal } from './voice.ts'

export interface ConsoleOptions {
  readonly env: Environment
  /** Text and progress. */
  readonly stderr: Terminal
  /** Options of the command, by the name of the input they mirror. */
  readonly inputs: Readonly<Record<string, string | undefined>>
  readonly signal?: AbortSignal
  readonly verbose?: boolean
  /** Where files go that an action would upload; default a new temporary directory. */
  readonly directory?: string
}

export interface ConsoleRunner extends Stage {
  /** What the recipe gave as outputs, for `--json`. */
  readonly outputs: ReadonlyMap<string, string>
  /** Explains a failure on standard error and returns the exit code: 0 pass, 1 findings, 2 configuration, 3 infrastructure. */
  finish(ending: FinalEnding): number
}

const EXIT_CODES = { pass: 0, findings: 1, configuration: 2, infrastructure: 3 } as const

/** The same recipes on a terminal: documents go to standard output by the caller, everything else to standard error. */
export function createConsoleRunner(options: ConsoleOptions): ConsoleRunner {
  const masks = createMasks()
  const colour = options.stderr.isTTY === true && !options.env['NO_COLOR']
  const voice = createVoice(options.stderr, masks, colour)
  const written = new Map<string, string>()
  const temp = lazyDirectory(options.directory)
  const context = createContext(localEnvironment(options.env, temp), readEvent(options.env['GITHUB_EVENT_PATH']))
  const annotate = (level: AnnotationLevel, message: string, place?: Place): void =>
    voice.annotate(level, message, place)
  const runner: Runner = {
    context,
    signal: options.signal ?? new AbortController().signal,
    log: {
      info: (text) => voice.line(text),
      notice: (text) => annotate('notice', text),
      warning: (text) => annotate('warning', text),
      debug: (text) => options.verbose === true && voice.line(text),
      group: async (title, run) => {
        voice.line(title)
        return run()
      },
      progress: (text) => voice.progress(text),
    },
    artifacts: createDirectoryArtifacts(() => path.join(temp(), 'artifacts')),
    async identityToken(audience) {
      const token = await requestIdentityToken(audience, options.env)
      masks.add(token)
      return token
    },
    outputs: (values) =>
      writeOutputs(values, {
        declared: Object.keys(values),
        masks,
        temp,
        write: (name, text) => written.set(name, text),
      }),
    summary: async () => undefined,
    annotate,
    mask: (secret) => void masks.add(secret),
  }
  return {
    runner,
    outputs: written,
    input: (name) => options.inputs[name],
    variable: (name) => options.env[name],
    finish({ outcome, error, failed }) {
      voice.clear()
      if (error !== undefined) {
        voice.annotate(failed ? 'error' : 'warning', `${error.code}: ${error.message}`)
        voice.line(`  what to do: ${error.remedy}`)
      }
      return failed ? EXIT_CODES[outcome] : 0
    },
  }
}

/** Outside a workflow the work tree is where the command runs, temporary files get a directory when one is needed, and scanners and their databases are kept in the user's cache. */
function localEnvironment(env: Environment, temp: () => string): Environment {
  return {
    ...env,
    GITHUB_WORKSPACE: env['GITHUB_WORKSPACE'] ?? process.cwd(),
    get RUNNER_TEMP() {
      return env['RUNNER_TEMP'] ?? temp()
    },
    RUNNER_TOOL_CACHE: env['RUNNER_TOOL_CACHE'] ?? userCache(env),
  }
}

/** XDG Base Directory: `$XDG_CACHE_HOME`, else `~/.cache`. Apart from `promo/tools`, which `npm run tools` owns. */
function userCache({ XDG_CACHE_HOME: cache = '' }: Environment): string {
  return path.join(cache === '' ? path.join(homedir(), '.cache') : cache, 'promo', 'runner')
}

function lazyDirectory(given: string | undefined): () => string {
  let directory = given
  return () => (directory ??= mkdtempSync(path.join(tmpdir(), 'promo-')))
}
