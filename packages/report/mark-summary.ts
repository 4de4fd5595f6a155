import type { Mark } from '@promo/core'
import { blocks, code, heading, joined, md, table } from './markdown.ts'
import { minute, plural } from './wording.ts'

/** What was marked, or whose mark was revoked, and until when it holds. */
export function markSummary(marks: readonly Mark[]): string {
  const [first] = marks
  const done = first?.revoked === true ? 'Revoked' : 'Marked'
  const environment = first === undefined ? '' : md` in ${first.environment}`
  const reason = first === undefined || first.reason === '' ? md`` : md`Because: ${first.reason}`
  const evidence = first === undefined || first.evidenceUrl === '' ? md`` : md`Evidence: ${code(first.evidenceUrl)}`
  return String(
    blocks(heading(3, md`${done}: ${plural(marks.length, 'image')}${environment}`), reason, evidence, rows(marks)),
  )
}

function rows(marks: readonly Mark[]): ReturnType<typeof table> {
  return table(
    ['Image', 'Properties', 'Signed', 'Holds until', 'Manifests'],
    marks.map(({ image, properties, markedAt, expiresAt, evidence, existing }) => [
      code(`${image.name}@${image.digest}`),
      joined(properties.map(code)),
      `${minute(markedAt)}${existing ? ', by an earlier attempt' : ''}`,
      expiresAt === null ? 'a newer mark' : minute(expiresAt),
      joined(evidence.map(({ digest }) => code(digest))),
    ]),
  )
}
