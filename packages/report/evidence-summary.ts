import { blocks, code, heading, joined, md, table, type Markdown } from './markdown.ts'
import { minute, plural, short, size } from './wording.ts'

/** A signature or attestation that was written, read back and verified. */
export interface WrittenEvidenceRow {
  /** `name@digest` of what it is about. */
  readonly image: string
  readonly format: string
  /** Digest of the manifest that holds it. */
  readonly digest: string
  readonly predicateType?: string
  readonly logIndex?: string
  /** RFC 3339. */
  readonly time?: string
  /** It was there already, by the same identity. */
  readonly existing?: boolean
}

export interface SignatureReport {
  readonly identity: string
  readonly issuer: string
  readonly signatures: readonly WrittenEvidenceRow[]
  readonly verifyCommand?: string
}

export interface CopyReport {
  readonly from: string
  readonly to: string
  readonly digest: string
  readonly equal: boolean
  readonly platforms: readonly string[]
  readonly tags: readonly string[]
  readonly tally: {
    readonly manifests: number
    readonly blobs: number
    readonly mounted: number
    readonly referrers: number
    readonly bytes: number
  }
}

/** What was signed, by whom, and the command with which anyone can check it. */
export function signatureSummary(report: SignatureReport): string {
  return String(
    blocks(
      heading(3, `Signed: ${plural(new Set(report.signatures.map(({ image }) => image)).size, 'image')}`),
      md`By ${code(report.identity)} (issuer ${code(report.issuer)}).`,
      evidenceTable(report.signatures),
      report.verifyCommand === undefined ? md`` : md`Check it: ${code(report.verifyCommand)}`,
    ),
  )
}

/** What was attested. */
export function attestationSummary(attestations: readonly WrittenEvidenceRow[]): string {
  const images = new Set(attestations.map(({ image }) => image)).size
  return String(
    blocks(
      heading(3, `Attested: ${plural(attestations.length, 'attestation')} on ${plural(images, 'image')}`),
      evidenceTable(attestations),
    ),
  )
}

/** What was copied, and that the digests are equal. */
export function copySummary(copies: readonly CopyReport[]): string {
  const unequal = copies.filter(({ equal }) => !equal).length
  const title =
    unequal === 0
      ? `Copied: ${plural(copies.length, 'image')}, every digest equal`
      : `Copied, but ${plural(unequal, 'digest')} differ`
  return String(blocks(heading(3, title), ...copies.map(copySection)))
}

/** The digest in full, to be copied; the table shows what the eye can take in. */
function copySection({ from, to, digest, equal, platforms, tags, tally }: CopyReport): Markdown {
  const cells = [code(short(from)), equal ? 'equal' : md`**different**`, joined(platforms), joined(tags.map(code))]
  return blocks(
    code(`${to}@${digest}`),
    table(['From', 'Compared', 'Platforms', 'Tags', 'Moved'], [[...cells, moved(tally)]]),
  )
}

function moved({ manifests, blobs, mounted, referrers, bytes }: CopyReport['tally']): string {
  if (manifests + blobs + mounted + referrers === 0) return 'nothing: all was there'
  const parts = [
    plural(manifests, 'manifest'),
    plural(blobs, 'blob'),
    `${mounted} mounted`,
    plural(referrers, 'referrer'),
  ]
  return `${parts.join(', ')}, ${size(bytes)}`
}

/** One section for each image, its digest in full to be copied; the tables show what the eye can take in. */
function evidenceTable(rows: readonly WrittenEvidenceRow[]): Markdown {
  const images = [...new Set(rows.map(({ image }) => image))]
  return blocks(
    ...images.map((image) =>
      imageSection(
        image,
        rows.filter((row) => row.image === image),
      ),
    ),
  )
}

function imageSection(image: string, rows: readonly WrittenEvidenceRow[]): Markdown {
  const cells = rows.map(({ predicateType, format, digest, logIndex, time, existing }) => [
    predicateType === undefined ? '' : code(predicateType),
    existing === true ? `${format}, was there` : format,
    code(short(digest)),
    logIndex ?? '',
    time === undefined ? '' : minute(time),
  ])
  return blocks(code(image), table(['Predicate', 'Stored as', 'Manifest', 'Log entry', 'At'], cells))
}
