import { parseLogCommand, type LogCommand } from './log-commands.ts'
import type { Masker } from './masking.ts'
import type { AnnotationView, StepRecord } from './views.ts'

/** Longer logs lose their middle no earlier than here; the rest is dropped with a note. */
const LOG_LINE_LIMIT = 50_000

/** What a step's processes print, turned into log lines, annotations and masks. */
export interface StepOutput {
  readonly record: StepRecord
  /** One raw line of a process, commands obeyed. */
  readonly accept: (line: string) => void
  /** A line of the runner itself. */
  readonly note: (line: string) => void
  readonly annotate: (annotation: AnnotationView) => void
}

/** Debug messages are kept with `ACTIONS_STEP_DEBUG` alone, as on GitHub. */
export function createStepOutput(record: StepRecord, masker: Masker, debug: boolean): StepOutput {
  let stoppedUntil: string | undefined
  const note = (line: string): void => {
    if (record.log.length === LOG_LINE_LIMIT) record.log.push('… more lines were dropped')
    if (record.log.length < LOG_LINE_LIMIT) record.log.push(masker.mask(line))
  }
  const annotate = (annotation: AnnotationView): void => {
    const title = annotation.title === undefined ? {} : { title: masker.mask(annotation.title) }
    record.annotations.push({ ...annotation, ...title, message: masker.mask(annotation.message) })
    note(`##[${annotation.level}]${annotation.message}`)
  }
  const obey = (command: LogCommand): void => {
    const { name, message } = command
    if (name === 'add-mask') masker.add(message)
    else if (name === 'stop-commands') stoppedUntil = message
    else if (name === 'error' || name === 'warning' || name === 'notice') annotate(annotationOf(name, command))
    else if (SHOWN.has(name) && (name !== 'debug' || debug)) note(`##[${name}]${message}`)
    else if (OBSOLETE.has(name)) note(`##[warning]The \`${name}\` command is disabled. Use the environment files.`)
  }
  const accept = (line: string): void => {
    const command = parseLogCommand(line)
    if (stoppedUntil !== undefined) {
      if (command?.name === stoppedUntil.toLowerCase()) stoppedUntil = undefined
      else note(line)
    } else if (command !== undefined && KNOWN.has(command.name)) obey(command)
    else note(line)
  }
  return { record, accept, note, annotate }
}

const SHOWN = new Set(['group', 'endgroup', 'debug'])
const OBSOLETE = new Set(['set-output', 'save-state', 'set-env', 'add-path'])
const KNOWN = new Set([
  ...['add-mask', 'stop-commands', 'error', 'warning', 'notice', 'group', 'endgroup', 'debug', 'echo'],
  ...['add-matcher', 'remove-matcher'],
  ...OBSOLETE,
])

function annotationOf(level: AnnotationView['level'], { message, properties }: LogCommand): AnnotationView {
  const line = Number(properties['line'])
  return {
    level,
    message,
    ...(properties['title'] === undefined ? {} : { title: properties['title'] }),
    ...(properties['file'] === undefined ? {} : { file: properties['file'] }),
    ...(Number.isInteger(line) ? { line } : {}),
  }
}
