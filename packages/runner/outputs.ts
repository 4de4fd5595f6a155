import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { runnerError } from './errors.ts'
import type { Masks } from './masks.ts'
import type { OutputValue } from './runner.ts'

/** A larger value goes to a file. */
const OUTPUT_LIMIT = 64 * 1024
/** GitHub caps the outputs of a job at 1 MB (docs.github.com, "Defining outputs for jobs"), counted as UTF-16. */
const JOB_LIMIT = 512 * 1024

export interface OutputPorts {
  readonly declared: readonly string[]
  /** Outputs that another job needs by value: never a path, never masked. Absent: none must, all may. */
  readonly crossing?: readonly string[] | undefined
  readonly masks: Masks
  readonly temp: () => string
  readonly write: (name: string, text: string) => void
}

/** Checks all values, then writes them: a refused one leaves no output of this call behind. */
export function writeOutputs(values: Readonly<Record<string, OutputValue>>, ports: OutputPorts): void {
  const ready = Object.entries(values).map(([name, value]) => [name, outputText(name, value, ports)] as const)
  for (const [name, text] of ready) ports.write(name, text)
}

function outputText(name: string, given: OutputValue, ports: OutputPorts): string {
  if (!ports.declared.includes(name)) {
    throw runnerError('output-unknown', { output: name }, `the action declares no output ${name}`)
  }
  const text = typeof given === 'string' ? given : JSON.stringify(given)
  const value = fitting(name, text, ports)
  const mayCross = ports.crossing?.includes(name) ?? true
  if (!mayCross || !ports.masks.covers(value)) return value
  throw runnerError('output-masked', { output: name }, `output ${name} contains a masked value`)
}

function fitting(name: string, text: string, { crossing, temp }: OutputPorts): string {
  if (Buffer.byteLength(text) <= OUTPUT_LIMIT) return text
  if (crossing?.includes(name) !== true) return spill(name, text, temp())
  if (text.length <= JOB_LIMIT) return text
  throw runnerError(
    'output-too-large',
    { output: name, size: text.length },
    `output ${name} has ${text.length} characters`,
  )
}

function spill(name: string, text: string, directory: string): string {
  const file = path.join(directory, `promo-${name}-${randomUUID()}.json`)
  writeFileSync(file, text, { flag: 'wx' })
  return file
}
