import { connectRegistries, fetchArtifact } from '@promo/connections'
import { copyAll } from '@promo/line'
import { copyImage, openLayout, type CopyResult, type RegistryClient } from '@promo/registry'
import { copySummary } from '@promo/report'
import { workspacePath, type Runner } from '@promo/runner'
import { copyReport, copyTotals, platformDigests } from './report.ts'
import type { CopyImageRequest, CopyPair } from './inputs.ts'
import { assertLayout } from './source.ts'

export async function run(request: CopyImageRequest, runner: Runner): Promise<void> {
  const registry = connectRegistries(runner, request.registry)
  const directory = request.from === undefined ? runner.context.workspace : await fetchArtifact(runner, request.from)
  const copies = await copyAll(request.pairs, async (pair) => {
    const result = await copyOne(pair, request, { registry, directory, runner })
    if (request.trustedRoot !== undefined) {
      const { verifyCopy } = await import('./verify-copy.ts')
      await verifyCopy(pair, request, registry, runner)
    }
    return result
  })
  const results = copies.map(({ result }) => result)
  runner.outputs({
    digest: results.map(({ digest }) => digest).join('\n'),
    equal: true,
    platforms: platformDigests(results),
    copied: copyTotals(results),
  })
  await runner.summary(copySummary(copies.map(({ request: pair, result }) => copyReport(pair, result))))
}

interface CopyPorts {
  readonly registry: RegistryClient
  readonly directory: string
  readonly runner: Runner
}

async function copyOne(
  { from, to }: CopyPair,
  request: CopyImageRequest,
  { registry, directory, runner }: CopyPorts,
): Promise<CopyResult> {
  const { tags, evidence, onTagConflict } = request
  const ports = { registry, log: (line: string) => runner.log.info(line) }
  if (from.kind === 'image') return copyImage({ from, to, tags, evidence, onTagConflict }, ports)
  const layout = await openLayout(workspacePath(from.path, directory))
  try {
    assertLayout(layout, from)
    return await copyImage({ from: { kind: 'layout', layout }, to, tags, evidence, onTagConflict }, ports)
  } finally {
    await layout.close()
  }
}
