import { randomUUID } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runnerError } from './errors.ts'

/** Paths of one step's command files, by the name of their variable without `GITHUB_`. */
export interface CommandFiles extends Readonly<Record<string, string>> {
  readonly OUTPUT: string
  readonly ENV: string
  readonly PATH: string
  readonly STATE: string
  readonly STEP_SUMMARY: string
}

/** What a step left in its command files. */
export interface CommandResults {
  readonly outputs: ReadonlyMap<string, string>
  readonly env: ReadonlyMap<string, string>
  readonly paths: readonly string[]
  readonly state: ReadonlyMap<string, string>
  readonly summary: string
}

/** GitHub docs: a step's summary over 1 MiB is refused. */
const SUMMARY_LIMIT = 1024 * 1024

export async function createCommandFiles(directory: string): Promise<CommandFiles> {
  const id = randomUUID()
  const file = (kind: string): string => join(directory, `${kind}_${id}`)
  const files: CommandFiles = {
    OUTPUT: file('set_output'),
    ENV: file('set_env'),
    PATH: file('add_path'),
    STATE: file('save_state'),
    STEP_SUMMARY: file('step_summary'),
  }
  await Promise.all(pathsOf(files).map((path) => writeFile(path, '')))
  return files
}

function pathsOf(files: CommandFiles): readonly string[] {
  return Object.values(files)
}

/** Reads and removes the files. Throws `file-command-invalid` on a malformed line, as the runner fails such a step. */
export async function takeCommandFiles(files: CommandFiles): Promise<CommandResults> {
  const read = async (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '')
  const [outputs, env, path, state, summary] = await Promise.all([
    read(files.OUTPUT),
    read(files.ENV),
    read(files.PATH),
    read(files.STATE),
    read(files.STEP_SUMMARY),
  ])
  await Promise.all(pathsOf(files).map((file) => rm(file, { force: true })))
  if (Buffer.byteLength(summary) > SUMMARY_LIMIT)
    throw invalid('$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k')
  return {
    outputs: parsePairs(outputs),
    env: withoutNodeOptions(parsePairs(env)),
    paths: path.split(/\r?\n/).filter((line) => line !== ''),
    state: parsePairs(state),
    summary,
  }
}

/** `name=value` lines and `name<<DELIMITER` blocks (actions/runner, FileCommandManager.cs). Throws `file-command-invalid`. */
export function parsePairs(text: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>()
  const lines = text.split(/\r?\n/)
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    if (line === '') continue
    const equals = line.indexOf('=')
    const heredoc = line.indexOf('<<')
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      pairs.set(nameOf(line.slice(0, equals), line), line.slice(equals + 1))
      continue
    }
    if (heredoc < 0) throw invalid(`Invalid format '${line}'`)
    const delimiter = line.slice(heredoc + 2)
    const end = lines.indexOf(delimiter, index + 1)
    if (delimiter === '' || end < 0) throw invalid(`Invalid value. Matching delimiter not found '${delimiter}'`)
    pairs.set(nameOf(line.slice(0, heredoc), line), lines.slice(index + 1, end).join('\n'))
    index = end
  }
  return pairs
}

function nameOf(name: string, line: string): string {
  if (name === '') throw invalid(`Invalid format '${line}'. Name must not be empty`)
  return name
}

function withoutNodeOptions(env: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  if (env.has('NODE_OPTIONS')) throw invalid("Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.")
  return env
}

function invalid(message: string): Error {
  return runnerError('file-command-invalid', {}, message)
}
