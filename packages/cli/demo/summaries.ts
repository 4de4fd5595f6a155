import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sandbox } from '@promo/sandbox'

/** Writes the job summaries of every run as Markdown files, as GitHub would show them; gives their directory. */
export function writeSummaries(sandbox: Sandbox, directory: string): string {
  const target = join(directory, 'summaries')
  for (const run of sandbox.runner.runs) {
    for (const job of run.jobs) {
      const text = job.steps
        .map(({ summary }) => summary)
        .filter((summary) => summary !== '')
        .join('\n\n')
      if (text === '') continue
      mkdirSync(target, { recursive: true })
      writeFileSync(
        join(target, `${String(run.number).padStart(2, '0')}-${fileName(run.name)}-${fileName(job.name)}.md`),
        `${text}\n`,
      )
    }
  }
  return target
}

function fileName(text: string): string {
  return text.replaceAll(/[^a-zA-Z0-9]+/g, '-').replaceAll(/^-|-$/g, '')
}
