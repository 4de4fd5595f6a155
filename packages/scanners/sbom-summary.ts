import * as z from 'zod/mini'
import { byCodeUnits, clean } from './finding.ts'
import type { SbomFormat } from './names.ts'
import { parseReport } from './report.ts'
import type { SbomSummary } from './scanners.ts'

const text = z.optional(z.nullable(z.string()))

const spdx = z.object({
  packages: z.optional(z.nullable(z.array(z.object({ licenseDeclared: text, primaryPackagePurpose: text })))),
})

const license = z.union([
  z.object({ expression: z.string() }),
  z.object({ license: z.object({ id: text, name: text }) }),
])

const cyclonedx = z.object({
  components: z.optional(
    z.nullable(z.array(z.object({ type: z.string(), licenses: z.optional(z.nullable(z.array(license))) }))),
  ),
})

const UNDECLARED = 'NOASSERTION'

/** What is described without being a package: the image itself, its system, its files. */
const NO_PACKAGE: readonly string[] = ['container', 'operating-system', 'operating_system', 'file', 'device', 'data']

/** Counts the packages of an SBOM and the licenses they declare. Throws `report-unreadable` or `report-too-large`. */
export function summarizeSbom(format: SbomFormat, bytes: Uint8Array): SbomSummary {
  const declared = format === 'spdx' ? spdxLicenses(bytes) : cyclonedxLicenses(bytes)
  const counts = new Map<string, number>()
  for (const name of declared) counts.set(name, (counts.get(name) ?? 0) + 1)
  const licenses = [...counts].sort(([a], [b]) => byCodeUnits(a, b))
  return { packages: declared.length, licenses: Object.fromEntries(licenses) }
}

function spdxLicenses(bytes: Uint8Array): readonly string[] {
  const packages = parseReport('sbom', bytes, spdx).packages ?? []
  return packages
    .filter(({ primaryPackagePurpose: purpose }) => !NO_PACKAGE.includes((purpose ?? '').toLowerCase()))
    .map(({ licenseDeclared }) => nameOf(licenseDeclared))
}

function cyclonedxLicenses(bytes: Uint8Array): readonly string[] {
  const components = parseReport('sbom', bytes, cyclonedx).components ?? []
  return components
    .filter(({ type }) => !NO_PACKAGE.includes(type))
    .map(({ licenses }) => {
      const names = (licenses ?? []).map((each) =>
        nameOf('expression' in each ? each.expression : (each.license.id ?? each.license.name)),
      )
      return names.length === 0 ? UNDECLARED : [...new Set(names)].sort(byCodeUnits).join(' AND ')
    })
}

function nameOf(text: string | null | undefined): string {
  const name = clean(text ?? '', 200)
  return name === '' || name === 'NONE' ? UNDECLARED : name
}
