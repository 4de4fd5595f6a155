import { createHash } from 'node:crypto'
import { stripVTControlCharacters } from 'node:util'
import { SEVERITIES, type Finding, type Severity } from '@promo/core'
import type { FoundFinding, FoundSuppressed } from './scanners.ts'

/** Findings beyond this are not a list anybody reads, and the document must stay small enough to be signed. */
export const FINDING_LIMIT = 20_000

/** A finding as an adapter reads it: the fingerprint is made here, for all tools alike. */
export type ReadFinding = Omit<FoundFinding, 'fingerprint'>

/** Readers of scan documents take 8192 characters; a title is one line on a page. */
const NAME_LIMIT = 2048
const TITLE_LIMIT = 300

/** One line of a tool's text: no escape sequences, no control or direction characters. */
export function clean(text: string, limit = NAME_LIMIT): string {
  return stripVTControlCharacters(text).replaceAll(/\p{C}/gu, ' ').trim().slice(0, limit)
}

export function cleanTitle(text: string): string {
  return clean(text, TITLE_LIMIT)
}

/** The path of a file inside the scanned directory or image, the same from every tool: no leading slash, forward slashes. */
export function cleanPath(path: string): string {
  return clean(path.replaceAll('\\', '/')).replace(/^(?:\.?\/)+/, '')
}

/**
 * Gives findings their fingerprints, joins those that are the same, and sorts them: the same scan gives the same list.
 * The worst severity wins; fixed versions and aliases are united.
 */
export function finishFindings(findings: readonly ReadFinding[]): readonly FoundFinding[] {
  const joined = new Map<string, FoundFinding>()
  for (const finding of findings) {
    const fingerprint = fingerprintOf(finding)
    const known = joined.get(fingerprint)
    joined.set(fingerprint, known === undefined ? { ...finding, fingerprint } : join(known, finding))
  }
  return [...joined.values()].sort(inOrder)
}

export interface ReadSuppressed {
  readonly finding: ReadFinding
  readonly reason: string
}

/** The same for findings that comments suppress; of two reasons for one finding the last stays. */
export function finishSuppressed(suppressed: readonly ReadSuppressed[]): readonly FoundSuppressed[] {
  const reasons = new Map(suppressed.map(({ finding, reason }) => [fingerprintOf(finding), reason]))
  return finishFindings(suppressed.map(({ finding }) => finding)).map((finding) => ({
    finding,
    reason: reasons.get(finding.fingerprint) ?? '',
  }))
}

/** sha256 over tool, rule, package and place, without line numbers: it survives an edit above the finding. */
export function fingerprintOf({ tool, ruleId, package: found, location }: ReadFinding): string {
  const what = found === undefined ? [] : (found.purl ?? [found.name, found.installed, found.path ?? ''])
  const parts = [tool, ruleId, what, location?.path ?? '', location?.resource ?? '']
  return `sha256:${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`
}

function join(known: FoundFinding, other: ReadFinding): FoundFinding {
  const location = firstOf(known.location, other.location)
  const fixed = union(known.package?.fixed ?? [], other.package?.fixed ?? [])
  return {
    ...known,
    severity: worstOf(known.severity, other.severity),
    aliases: union(known.aliases, other.aliases),
    ...(known.package === undefined ? {} : { package: { ...known.package, fixed } }),
    ...(location === undefined ? {} : { location }),
  }
}

function worstOf(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(b) < SEVERITIES.indexOf(a) ? b : a
}

function firstOf(a: Finding['location'], b: Finding['location']): Finding['location'] {
  return (b?.startLine ?? Infinity) < (a?.startLine ?? Infinity) ? b : a
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])].sort(byCodeUnits)
}

/** Not by locale: the order may not depend on the machine. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function inOrder(a: FoundFinding, b: FoundFinding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    byCodeUnits(sortKey(a), sortKey(b)) ||
    byCodeUnits(a.fingerprint, b.fingerprint)
  )
}

function sortKey({ ruleId, package: found, location }: Pick<Finding, 'ruleId' | 'package' | 'location'>): string {
  return [ruleId, found?.name ?? '', found?.path ?? location?.path ?? ''].join('\0')
}
