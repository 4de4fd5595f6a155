import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connectRegistries, connectScanners } from '@promo/connections'
import { inspectImages, inspectSource, scanEnding, writeInspection, type Inspection } from '@promo/line'
import { scanSummary, toSarif } from '@promo/report'
import { workspacePath, type ActionEnding, type Runner } from '@promo/runner'
import { SOURCE_SCANNERS } from '@promo/scanners'
import type { ScanGateRequest } from './inputs.ts'
import { annotateFindings } from './annotate.ts'
import { inspectedImages } from './images.ts'
import { outputsOf } from './outputs.ts'

export async function run(request: ScanGateRequest, runner: Runner): Promise<ActionEnding | undefined> {
  const inspection = await inspect(request, runner)
  const directory = await mkdtemp(join(runner.context.temp, 'promo-scan-document-'))
  const written = await writeInspection(directory, inspection)
  const sarif = join(directory, 'scan.sarif')
  await writeFile(sarif, JSON.stringify(toSarif(inspection.scan)))
  const uploaded =
    request.artifact === undefined ? undefined : await runner.artifacts.upload(request.artifact, directory)
  runner.outputs(outputsOf(inspection, { ...written, sarif, artifactDigest: uploaded?.digest }))
  annotateFindings(inspection.scan, runner)
  await runner.summary(scanSummary(inspection.scan))
  return scanEnding(inspection.scan)
}

async function inspect(request: ScanGateRequest, runner: Runner): Promise<Inspection> {
  const scanners = await connectScanners(runner, request)
  const log = (line: string): void => runner.log.info(line)
  const { failOn, ignoreUnfixed, sboms } = request
  const options = { failOn, ignoreUnfixed }
  const images = await inspectedImages(request, runner)
  if (images.length === 0) {
    const names = request.scanners.length === 0 ? SOURCE_SCANNERS : request.scanners
    const path = workspacePath(request.path, runner.context.workspace)
    return inspectSource(path, request.path, { scanners: names, sboms: [], options }, { scanners, log })
  }
  const names = request.scanners.length === 0 ? (['trivy'] as const) : request.scanners
  const registry = connectRegistries(runner, request.registry)
  const directory = join(runner.context.temp, 'promo-layouts')
  await mkdir(directory, { recursive: true })
  return inspectImages(images, { scanners: names, sboms, options }, { registry, scanners, directory, log })
}
