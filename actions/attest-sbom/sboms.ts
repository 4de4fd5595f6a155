import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connectScanners, fetchArtifact } from '@promo/connections'
import { hexOf, type Digest, type JsonValue } from '@promo/core'
import { generateSboms, readSbomFile, type SbomSource } from '@promo/line'
import type { RegistryClient } from '@promo/registry'
import type { Runner } from '@promo/runner'
import { summarizeSbom, type Sbom, type SbomGenerator } from '@promo/scanners'
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
  const { generator, from, sbom } = request
  if (generator !== 'file') return generated({ ...request, generator }, runner, registry)
  if (from === undefined) return () => Promise.resolve(sbom === undefined ? undefined : new TextEncoder().encode(sbom))
  const artifact = await fetchArtifact(runner, from)
  return (platform, format) => readSbomFile(artifact, platform, format)
}

/** All formats of a platform come from one run. */
async function generated(
  { generator, toolDirectory, formats }: AttestSbomActionRequest & { readonly generator: SbomGenerator },
  runner: Runner,
  registry: RegistryClient,
): Promise<SbomSource> {
  const scanners = await connectScanners(runner, {
    toolDirectory,
    databases: [],
    grypeDatabase: undefined,
    maxDatabaseAgeMs: NO_DATABASE,
    // Trivy tells some Java archives by a database, and asks for it when there are any.
    offline: generator === 'syft',
    timeoutMs: SCAN_TIMEOUT_MS,
  })
  const made = new Map<Digest, Promise<readonly Sbom[]>>()
  return async (platform, format, image) => {
    const ports = { registry, scanners, directory: runner.context.temp }
    const making = made.get(platform) ?? generateSboms({ image, platform, formats, generator }, ports)
    made.set(platform, making)
    return (await making).find((sbom) => sbom.format === format)?.bytes
  }
}
