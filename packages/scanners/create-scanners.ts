import { asPromoError, formatTime, isPromoError, type Clock, type PromoError } from '@promo/core'
import type { Adapter, AdapterContext, DatabaseAge } from './adapters/adapter.ts'
import { createCheckov } from './adapters/checkov.ts'
import { createGitleaks } from './adapters/gitleaks.ts'
import { createGrype } from './adapters/grype.ts'
import { generateSyftSboms } from './adapters/syft.ts'
import { createTrivy } from './adapters/trivy.ts'
import { generateTrivySboms } from './adapters/trivy-sbom.ts'
import { scannerError } from './errors.ts'
import { clean, finishFindings, finishSuppressed } from './finding.ts'
import { createToolLocator } from './locate/locate.ts'
import type { SbomGenerator, ScannerName } from './names.ts'
import { TOOL_PINS } from './pins.ts'
import type { Scanned, ScannerOptions, ScannerPorts, Scanners } from './scanners.ts'

/** Scanners as real programs: found or downloaded at their pinned versions when they are first asked for. */
export function createScanners(options: ScannerOptions, ports: ScannerPorts): Scanners {
  const context: AdapterContext = { options, ports, locator: createToolLocator(options, ports) }
  const adapters: Readonly<Record<ScannerName, Adapter>> = {
    gitleaks: createGitleaks(context),
    checkov: createCheckov(context),
    trivy: createTrivy(context),
    grype: createGrype(context),
  }
  return {
    async scan(scanner, subject) {
      const run = startRun(scanner, ports.clock)
      try {
        const { findings, suppressed, database } = await adapters[scanner](subject)
        const finished = {
          findings: finishFindings(findings),
          ...(suppressed === undefined ? {} : { suppressed: finishSuppressed(suppressed) }),
        }
        const stale = database === undefined ? undefined : staleness(scanner, database, options, ports.clock)
        if (stale !== undefined) return run.failed(stale, database)
        return { tool: run.passed(database), ...finished }
      } catch (error) {
        return run.failed(typed(scanner, error))
      }
    },
    async sbom(subject, formats, generator = 'syft') {
      const run = startRun(generator, ports.clock)
      try {
        const sboms = await GENERATORS[generator](subject, formats, context)
        return { tool: run.passed(), sboms }
      } catch (error) {
        throw typed(generator, error)
      }
    },
  }
}

const GENERATORS = { syft: generateSyftSboms, trivy: generateTrivySboms } as const satisfies Record<
  SbomGenerator,
  unknown
>

/** A disk that is full or a directory that may not be written is no defect of promo. */
function typed(tool: string, error: unknown): PromoError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  if (isPromoError(error) || typeof code !== 'string') return asPromoError(error)
  return scannerError('scanner-failed', { tool, code }, `${tool} could not be run: the system says ${code}`, {
    cause: error,
  })
}

interface ToolRun {
  passed(database?: DatabaseAge): Scanned['tool']
  failed(error: PromoError, database?: DatabaseAge): Scanned
}

const MESSAGE_LIMIT = 1000

function startRun(name: ScannerName | SbomGenerator, clock: Clock): ToolRun {
  const startedAt = formatTime(clock.now())
  const record = (
    database?: DatabaseAge,
  ): Pick<Scanned['tool'], 'name' | 'version' | 'database' | 'startedAt' | 'finishedAt'> => ({
    name,
    version: TOOL_PINS[name].version,
    ...(database === undefined ? {} : { database }),
    startedAt,
    finishedAt: formatTime(clock.now()),
  })
  return {
    passed: (database) => ({ ...record(database), outcome: 'pass', complete: true }),
    failed({ code, message }, database) {
      const told = { code, message: clean(message, MESSAGE_LIMIT) }
      return { tool: { ...record(database), outcome: 'infrastructure', complete: false, error: told }, findings: [] }
    },
  }
}

/** Clocks differ; a database from further ahead was not made by an honest one, and would never grow old. */
const CLOCK_SKEW_MS = 24 * 3600 * 1000

function staleness(
  tool: ScannerName,
  { updatedAt }: DatabaseAge,
  { maxDatabaseAgeMs }: ScannerOptions,
  clock: Clock,
): PromoError | undefined {
  const age = clock.now().getTime() - Date.parse(updatedAt)
  if (age <= maxDatabaseAgeMs && age >= -CLOCK_SKEW_MS) return undefined
  const hours = Math.floor(maxDatabaseAgeMs / 3_600_000)
  return scannerError(
    'database-stale',
    { tool, updatedAt, maxDatabaseAgeMs },
    `the database of ${tool} is of ${updatedAt}, more than ${String(hours)} hours from now`,
  )
}
