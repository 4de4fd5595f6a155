import type { SbomFormat } from '../names.ts'
import { readReportFile } from '../report.ts'
import { summarizeSbom } from '../sbom-summary.ts'
import type { ImageSubject, Sbom } from '../scanners.ts'
import { expectExit, withTool, type AdapterContext } from './adapter.ts'
import { layoutConfig, timeOf } from './layout.ts'
import { normaliseSbom } from './normalise-sbom.ts'

/** Kyverno and older readers stop at CycloneDX 1.6; syft's own default is newer. */
const SYFT_FORMATS: Readonly<Record<SbomFormat, string>> = { spdx: 'spdx-json@2.3', cyclonedx: 'cyclonedx-json@1.6' }

/** One run of syft over one platform, however many formats. Throws what adapters throw. */
export async function generateSyftSboms(
  subject: ImageSubject,
  formats: readonly SbomFormat[],
  context: AdapterContext,
): Promise<readonly Sbom[]> {
  const wanted = [...new Set(formats)]
  if (wanted.length === 0) return []
  const { created } = await layoutConfig(subject)
  return withTool('syft', context, async ({ run, write, file }) => {
    const config = await write('empty.yaml', '')
    const finished = await run(
      [
        'scan',
        `oci-dir:${subject.layout}`,
        '--platform',
        subject.platform,
        '--config',
        config,
        '--source-name',
        subject.image,
        '--source-version',
        subject.digest,
        ...wanted.flatMap((format) => ['--output', `${SYFT_FORMATS[format]}=${file(`${format}.json`)}`]),
      ],
      { SYFT_CHECK_FOR_APP_UPDATE: 'false' },
    )
    expectExit(finished, 'syft', 0)
    return Promise.all(
      wanted.map(async (format) => {
        const report = await readReportFile('syft', file(`${format}.json`))
        const bytes = normaliseSbom(format, report, subject.digest, timeOf(created))
        return { format, bytes, ...summarizeSbom(format, bytes) }
      }),
    )
  })
}
