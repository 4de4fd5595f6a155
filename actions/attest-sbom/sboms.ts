import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connectScanners, fetchArtifact } from '@promo/connections'
import { hexOf, type JsonValue } from '@promo/core'
import { generateSbom, readSbomFile, type SbomSource } from '@promo/line'
import type { RegistryClient } from '@promo/registry'
import type { Runner } from '@promo/runner'
import { summarizeSbom } from '@promo/scanners'
import type { AttestSbomActionRequest } from './inputs.ts'

/** SBOMs as they are asked for, and what the outputs say of those that were read. */
export interface OpenSboms {
  readonly source: SbomSource
  outputs(): Readonly<Record<'sboms' | 'packages' | 'licenses', JsonValue>>
}

const SCAN_TIMEOUT_MS = 15 * 60_000
const NO_DATABASE = 0

/** Where the SBOMs come from: the artifact of a scan, a file, or syft run here. */
export async function openSboms(
  request: AttestSbomActionRequest,
  runner: Runner,
  registry: RegistryClient,
): Promise<OpenSboms> {
  const directory = await mkdtemp(join(runner.context.temp, 'promo-sboms-'))
  const read = await reader(request, runner, registry)
  const paths: Record<string, string> = {}
  const licenses: Record<string, number> = {}
  let packages = 0
  const source: SbomSource = async (platform, format, image) => {
    const bytes = await read(platform, format, image)
    if (bytes === undefined) return undefined
    const path = join(directory, `${hexOf(platform)}.${format}.json`)
    await writeFile(path, bytes)
    paths[`${platform} ${format}`] = path
    const summary = summarizeSbom(format, bytes)
    packages = Math.max(packages, summary.packages)
    for (const [license, count] of Object.entries(summary.licenses))
      licenses[license] = Math.max(licenses[license] ?? 0, count)
    return bytes
  }
  return { source, outputs: () => ({ sboms: paths, packages, licenses }) }
}

async function reader(request: AttestSbomActionRequest, runner: Runner, registry: RegistryClient): Promise<SbomSource> {
  if (request.generator === 'syft') {
    const { toolDirectory } = request
    const scanners = await connectScanners(runner, {
      toolDirectory,
      databases: [],
      grypeDatabase: undefined,
      maxDatabaseAgeMs: NO_DATABASE,
      offline: true,
      timeoutMs: SCAN_TIMEOUT_MS,
    })
    return (platform, format, image) =>
      generateSbom({ image, platform, format }, { registry, scanners, directory: runner.context.temp })
  }
  const { from, sbom } = request
  if (from === undefined) return () => Promise.resolve(sbom === undefined ? undefined : new TextEncoder().encode(sbom))
  const artifact = await fetchArtifact(runner, from)
  return (platform, format) => readSbomFile(artifact, platform, format)
}
