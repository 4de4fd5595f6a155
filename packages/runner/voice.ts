import { styleText } from 'node:util'
import type { AnnotationLevel, Place } from './annotations.ts'
import type { Masks } from './masks.ts'
import { clip, oneLine, printable } from './text.ts'

/** A stream of the terminal. */
export interface Terminal {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

/** What a command says on standard error while it works. */
export interface Voice {
  line(text: string): void
  annotate(level: AnnotationLevel, message: string, place?: Place): void
  /** Shown until the next line on a terminal; not at all in a file. */
  progress(text: string): void
  clear(): void
}

const TEXT_LIMIT = 16_000
const ERASE_LINE = '\r\u001B[2K'
const COLOURS = { error: 'red', warning: 'yellow', notice: 'cyan' } as const

export function createVoice(terminal: Terminal, masks: Masks, colour: boolean): Voice {
  let pending = false
  const isTerminal = terminal.isTTY === true
  const clear = (): void => {
    if (pending) terminal.write(ERASE_LINE)
    pending = false
  }
  const line = (text: string): void => {
    clear()
    terminal.write(`${text}\n`)
  }
  const clean = (text: string): string => clip(printable(masks.scrub(text)), TEXT_LIMIT)
  return {
    line: (text) => line(clean(text)),
    annotate(level, message, place) {
      const label = colour ? styleText(COLOURS[level], level, { validateStream: false }) : level
      line(`${label}: ${place === undefined ? '' : `${position(place)}: `}${clean(message)}`)
    },
    progress(text) {
      if (!isTerminal) return
      clear()
      terminal.write(oneLine(clean(text)).slice(0, (terminal.columns ?? 80) - 1))
      pending = true
    },
    clear,
  }
}

function position({ file, startLine }: Place): string {
  return startLine === undefined ? oneLine(file) : `${oneLine(file)}:${startLine}`
}
