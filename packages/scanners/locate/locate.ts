import { join } from 'node:path'
import { findProgram } from '@promo/process'
import { asPromoError } from '@promo/core'
import { scannerError } from '../errors.ts'
import type { ToolName } from '../names.ts'
import { TOOL_PINS } from '../pins.ts'
import type { ScannerOptions, ScannerPorts } from '../scanners.ts'
import { withWorkspace } from '../workspace.ts'
import type { ToolPin } from './pin.ts'
import { installRelease } from './release.ts'
import { refuseDenied, versionOf } from './version.ts'

/** `directory`: `tool-directory`. `path`: PATH. `release`: the vendor's release by its pinned sha256. */
export type ToolSource = 'directory' | 'path' | 'release'

export interface LocatedTool {
  readonly name: ToolName
  readonly version: string
  /** Absolute path of the executable. */
  readonly path: string
  readonly source: ToolSource
}

export interface ToolLocator {
  /** Finds a tool at its pinned version, once. Throws `tool-missing`, `tool-version-wrong`, `tool-refused` or `tool-denied`. */
  locate(name: ToolName): Promise<LocatedTool>
}

export type LocatorOptions = Pick<ScannerOptions, 'toolDirectory' | 'cacheDirectory'>

/** Looks in `toolDirectory`, then on PATH, then gets the vendor's release. */
export function createToolLocator(
  options: LocatorOptions,
  ports: ScannerPorts,
  pins: Readonly<Record<ToolName, ToolPin>> = TOOL_PINS,
): ToolLocator {
  const located = new Map<ToolName, Promise<LocatedTool>>()
  return {
    locate(name) {
      const known = located.get(name) ?? find(name, pins[name], options, ports)
      located.set(name, known)
      return known
    },
  }
}

async function find(name: ToolName, pin: ToolPin, options: LocatorOptions, ports: ScannerPorts): Promise<LocatedTool> {
  const { version } = pin
  const place = (await inDirectory(pin, options, ports)) ?? (await onPath(pin, ports))
  const found = place ?? { path: await fromRelease(pin, options, ports), source: 'release' as const }
  ports.log(`${name} ${version} from ${DESCRIPTIONS[found.source]}`)
  return { name, version, ...found }
}

const DESCRIPTIONS: Readonly<Record<ToolSource, string>> = {
  directory: 'the tool directory',
  path: 'PATH',
  release: "its vendor's release",
}

interface Place {
  readonly path: string
  readonly source: ToolSource
}

/** A tool that was put there on purpose must be the right one. */
async function inDirectory(
  pin: ToolPin,
  { toolDirectory }: LocatorOptions,
  ports: ScannerPorts,
): Promise<Place | undefined> {
  if (toolDirectory === undefined) return undefined
  const path = await findProgram(join(toolDirectory, `${pin.name}@${pin.version}`, pin.name))
  if (path === undefined) return undefined
  const found = await askVersion(path, pin, ports)
  if (found === pin.version) return { path, source: 'directory' }
  throw scannerError(
    'tool-version-wrong',
    { name: pin.name, found: found ?? null, wanted: pin.version },
    `${path} is ${pin.name} ${found ?? 'of no known version'}, wanted ${pin.version}`,
  )
}

/** What happens to be on PATH may be anything: only the pinned version is taken. */
async function onPath(pin: ToolPin, ports: ScannerPorts): Promise<Place | undefined> {
  const path = await findProgram(pin.name, ports.environment['PATH'] ?? '')
  if (path === undefined) return undefined
  const found = await askVersion(path, pin, ports)
  if (found === pin.version) return { path, source: 'path' }
  ports.log(`${pin.name} on PATH is ${found ?? 'of no known version'}, not ${pin.version}: not used`)
  return undefined
}

async function fromRelease(pin: ToolPin, { cacheDirectory }: LocatorOptions, ports: ScannerPorts): Promise<string> {
  return installRelease(pin, cacheDirectory, ports, async (path) => {
    const found = await askVersion(path, pin, ports)
    if (found === pin.version) return
    throw scannerError(
      'tool-refused',
      { name: pin.name, found: found ?? null, wanted: pin.version },
      `the release of ${pin.name} says it is ${found ?? 'of no known version'}, wanted ${pin.version}`,
    )
  })
}

const VERSION_TIMEOUT_MS = 60_000

async function askVersion(path: string, pin: ToolPin, ports: ScannerPorts): Promise<string | undefined> {
  try {
    const finished = await withWorkspace(ports, (workspace) =>
      workspace.run({ program: path, args: pin.versionArguments, timeoutMs: VERSION_TIMEOUT_MS }),
    )
    const version = versionOf(finished)
    refuseDenied(pin, version)
    return version
  } catch (error) {
    if (asPromoError(error).code.startsWith('program-')) return undefined
    throw error
  }
}
