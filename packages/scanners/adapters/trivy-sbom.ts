import * as z from 'zod/mini'
import type { SbomFormat } from '../names.ts'
import { parseReport, readReportFile } from '../report.ts'
import { summarizeSbom } from '../sbom-summary.ts'
import type { ImageSubject, Sbom } from '../scanners.ts'
import { expectExit, withTool, type AdapterContext } from './adapter.ts'
import { layoutConfig, otherImage, timeOf } from './layout.ts'
import { normaliseTrivySbom } from './normalise-trivy-sbom.ts'
import { createTrivyRun, imageArguments, ownConfiguration, trivyCache } from './trivy-run.ts'

/** Trivy writes the newest CycloneDX that it knows, and takes no version. */
const TRIVY_FORMATS: Readonly<Record<SbomFormat, string>> = { spdx: 'spdx-json', cyclonedx: 'cyclonedx' }

const record = z.record(z.string(), z.unknown())
const analysed = z.object({ Metadata: z.optional(z.nullable(z.object({ ImageID: z.optional(z.string()) }))) })

/**
 * Analyses one platform once, for packages and their licenses alone, and converts that to each format. Java archives need
 * Trivy's Java database. Throws `scanned-other-image` and what adapters throw.
 */
export async function generateTrivySboms(
  subject: ImageSubject,
  formats: readonly SbomFormat[],
  context: AdapterContext,
): Promise<readonly Sbom[]> {
  const wanted = [...new Set(formats)]
  if (wanted.length === 0) return []
  const { digest, created } = await layoutConfig(subject)
  const run = createTrivyRun(trivyCache(context), context)
  const { report } = await run([...imageArguments(subject), '--scanners', 'license', '--list-all-pkgs'])
  const imageId = parseReport('trivy', report, analysed).Metadata?.ImageID
  if (imageId !== digest) throw otherImage(digest, imageId ?? 'none')
  // Trivy names the image after the directory that it lay in.
  const named = { ...parseReport('trivy', report, record), ArtifactName: `${subject.image}@${subject.digest}` }
  return withTool('trivy', context, async ({ run: runTrivy, write, file }) => {
    const packages = await write('packages.json', JSON.stringify(named))
    const options = [...(await ownConfiguration({ write })), '--quiet']
    const convert = async (format: SbomFormat): Promise<Sbom> => {
      const path = file(`${format}.json`)
      const output = ['--format', TRIVY_FORMATS[format], '--output', path]
      expectExit(await runTrivy(['convert', ...output, ...options, packages]), 'trivy', 0)
      const bytes = normaliseTrivySbom(format, await readReportFile('trivy', path), subject.digest, timeOf(created))
      return { format, bytes, ...summarizeSbom(format, bytes) }
    }
    return Promise.all(wanted.map(convert))
  })
}
