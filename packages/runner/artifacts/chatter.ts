import { isDebug } from '@actions/core'

/** One runner command, as the toolkit writes it: its data is escaped, so it is one line. */
const MASK = /^::add-mask::[^\r\n]*\r?\n$/
const DEBUG = /^::debug::[^\r\n]*\r?\n$/

type Write = (chunk: string | Uint8Array) => boolean

let speakers = 0
let restore = (): void => undefined
let passing = false

/**
 * Runs a call of the toolkit with its log lines sent to `hear`. The artifact client prints file names from the service
 * unescaped, which could carry runner commands. The masks it issues pass, its debug messages only where they are wanted.
 */
export async function overhear<T>(call: () => Promise<T>, hear: (line: string) => void): Promise<T> {
  begin(hear)
  try {
    return await call()
  } finally {
    end()
  }
}

/** Writes to standard output past `overhear`: for the log, whose lines are clean. */
export function aside(write: () => void): void {
  const before = passing
  passing = true
  try {
    write()
  } finally {
    passing = before
  }
}

function begin(hear: (line: string) => void): void {
  speakers += 1
  if (speakers > 1) return
  const held = Reflect.getOwnPropertyDescriptor(process.stdout, 'write')
  const write: Write = process.stdout.write.bind(process.stdout)
  const replacement: Write = (chunk) => {
    if (passing || typeof chunk !== 'string' || MASK.test(chunk)) return write(chunk)
    if (!DEBUG.test(chunk)) aside(() => hear(chunk.trimEnd()))
    else if (isDebug()) write(chunk)
    return true
  }
  process.stdout.write = replacement
  restore = () => {
    if (held === undefined) Reflect.deleteProperty(process.stdout, 'write')
    else Reflect.defineProperty(process.stdout, 'write', held)
  }
}

function end(): void {
  speakers -= 1
  if (speakers === 0) restore()
}
