import pc from 'picocolors'
import { wantsColour } from '../screen.ts'

/** Tells the story on standard error, in order and with times; colour only on a terminal. */
export interface Narrator {
  chapter(title: string): void
  /** One thing that happened. */
  say(line: string): void
  good(line: string): void
  refused(line: string): void
  /** Seconds of each chapter so far, by title. */
  durations(): { readonly total: number; readonly stages: Readonly<Record<string, number>> }
}

/** Where it is told; a file has no `isTTY`. */
export interface Listener {
  write(text: string): unknown
  readonly isTTY?: boolean
}

export function createNarrator(stream: Listener, now: () => number = Date.now): Narrator {
  const colour = pc.createColors(wantsColour(stream))
  const start = now()
  const chapters: { readonly title: string; readonly at: number }[] = []
  const write = (line: string): void => void stream.write(`${line}\n`)
  const elapsed = (): string => colour.dim(`${((now() - start) / 1000).toFixed(1).padStart(6)} s`)
  return {
    chapter: (title) => {
      chapters.push({ title, at: now() })
      write(`\n${colour.bold(title)}`)
    },
    say: (line) => {
      write(`${elapsed()}    ${line}`)
    },
    good: (line) => {
      write(`${elapsed()}  ${colour.green('✓')} ${line}`)
    },
    refused: (line) => {
      write(`${elapsed()}  ${colour.red('✗')} ${line}`)
    },
    durations: () => {
      const end = now()
      const seconds = (from: number, to: number): number => Math.round((to - from) / 100) / 10
      const stages = chapters.map(
        ({ title, at }, index) => [title, seconds(at, chapters[index + 1]?.at ?? end)] as const,
      )
      return { total: seconds(start, end), stages: Object.fromEntries(stages) }
    },
  }
}
