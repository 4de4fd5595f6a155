import { debug, endGroup, error, info, notice, startGroup, warning } from '@actions/core'
import { aside } from './artifacts/chatter.ts'
import { AnnotationBudget, type AnnotationLevel, type Place } from './annotations.ts'
import type { Log } from './log.ts'
import type { Masks } from './masks.ts'
import { clip, inert, oneLine } from './text.ts'

/** Longest text of one call: a log is read by people. */
const TEXT_LIMIT = 16_000
const ANNOTATION_TEXT_LIMIT = 4000

type Properties = Parameters<typeof error>[1]

const COMMANDS = {
  error: (text: string, properties?: Properties) => aside(() => error(text, properties)),
  warning: (text: string, properties?: Properties) => aside(() => warning(text, properties)),
  notice: (text: string, properties?: Properties) => aside(() => notice(text, properties)),
}

/** The log of a step on GitHub, and its annotations, which share one budget with warnings and notices. */
export interface GitHubLog extends Log {
  annotate(level: AnnotationLevel, message: string, place?: Place): void
  /** The annotation that explains the failure; it always fits. */
  last(level: AnnotationLevel, message: string, title: string): void
  /** Says how many annotations were left out. */
  close(): void
}

export function createGitHubLog(masks: Masks): GitHubLog {
  const budget = new AnnotationBudget()
  const clean = (text: string): string => inert(clip(masks.scrub(text), ANNOTATION_TEXT_LIMIT))
  const line = (text: string): void => aside(() => info(inert(clip(masks.scrub(text), TEXT_LIMIT))))
  const annotate = (level: AnnotationLevel, message: string, place?: Place): void => {
    if (budget.take(level)) COMMANDS[level](clean(message), properties(place))
    else line(`${level}: ${message}`)
  }
  return {
    info: line,
    progress: line,
    notice: (text) => annotate('notice', text),
    warning: (text) => annotate('warning', text),
    debug: (text) => debug(clean(text)),
    async group(title, run) {
      aside(() => startGroup(oneLine(clean(title))))
      try {
        return await run()
      } finally {
        aside(endGroup)
      }
    },
    annotate,
    last: (level, message, title) => COMMANDS[level](clean(message), { title: oneLine(title) }),
    close() {
      for (const { level, count } of budget.leftOut()) {
        COMMANDS[level](`and ${count} more of this kind: see the log and the summary of this step`)
      }
    },
  }
}

function properties(place: Place | undefined): Properties {
  if (place === undefined) return {}
  return {
    file: oneLine(inert(place.file)),
    ...(place.title === undefined ? {} : { title: oneLine(inert(place.title)) }),
    ...(place.startLine === undefined ? {} : { startLine: place.startLine }),
    ...(place.endLine === undefined ? {} : { endLine: place.endLine }),
  }
}
