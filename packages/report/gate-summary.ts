import type { Gate, RuleResult, Verdict } from '@promo/core'
import { blocks, bullets, code, details, heading, md, table, type Content, type Markdown } from './markdown.ts'
import { prose } from './prose.ts'
import { minute, OUTCOME_WORDS, plural, short } from './wording.ts'

/** The summary of a gate, also the text of its check run: refused digests first, each with what was found and what to do. */
export function gateSummary(gate: Gate): string {
  const refused = gate.verdicts.filter(({ outcome }) => outcome !== 'pass')
  const passed = gate.verdicts.filter(({ outcome }) => outcome === 'pass')
  return String(
    blocks(
      heading(3, gateHeadline(gate)),
      failure(gate),
      ...refused.map(verdictSection),
      passed.length === 0 ? md`` : passedTable(passed),
      ...passed.map((verdict) =>
        details(`Rules for ${verdict.image.name} in ${verdict.environment}`, ruleTable(verdict.rules)),
      ),
      md`Policy from ${code(policyBase(gate))}.`,
    ),
  )
}

/** One sentence that says how the gate ended: the title of its check run. */
export function gateHeadline(gate: Gate): string {
  const refused = gate.verdicts.filter(({ outcome }) => outcome !== 'pass').length
  if (gate.verdicts.length === 0) {
    return gate.outcome === 'pass'
      ? 'Not affected: no digest changes here'
      : `${OUTCOME_WORDS[gate.outcome]}: ${gate.code}`
  }
  const digests = plural(gate.verdicts.length, 'digest')
  if (gate.outcome === 'pass') return `Passed: ${digests} with valid evidence`
  return `${OUTCOME_WORDS[gate.outcome]}: ${refused} of ${digests} may not be promoted`
}

function failure(gate: Gate): Markdown {
  if (gate.code === '') return md``
  return blocks(md`${code(gate.code)}: ${prose(gate.fact)}`, md`**What to do:** ${prose(gate.remedy)}`)
}

function verdictSection(verdict: Verdict): Markdown {
  const broken = verdict.rules.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'skipped')
  const good = verdict.rules.filter((rule) => !broken.includes(rule))
  return blocks(
    heading(4, md`${OUTCOME_WORDS[verdict.outcome]} for ${verdict.environment}: ${verdict.image.name}`),
    code(`${verdict.image.name}@${verdict.image.digest}`),
    ruleTable(broken),
    bullets(broken.filter(({ remedy }) => remedy !== '').map(remedy)),
    good.length === 0 ? md`` : details(`${plural(good.length, 'rule')} without objection`, ruleTable(good)),
  )
}

function ruleTable(rules: readonly RuleResult[]): Markdown {
  const owned = rules.some(({ owner }) => owner !== undefined)
  const rows = rules.map(({ rule, outcome, code: reason, fact, expected, owner }) => [
    code(rule),
    reason === '' ? outcome : md`${outcome} ${code(reason)}`,
    prose(short(fact)),
    prose(short(expected)),
    ...(owned ? [owner ?? ''] : []),
  ])
  return table(['Rule', 'Outcome', 'Found', 'Wanted', ...(owned ? ['Owner'] : [])], rows)
}

function remedy({ rule, remedy: advice, owner }: RuleResult): Content {
  return owner === undefined
    ? md`${code(rule)}: ${prose(advice)}`
    : md`${code(rule)}: ${prose(advice)} Ask ${code(owner)}.`
}

function passedTable(verdicts: readonly Verdict[]): Markdown {
  const excepted = verdicts.some(({ exceptions }) => exceptions.length > 0)
  const rows = verdicts.map(({ environment, image, expiresAt, exceptions }) => [
    environment,
    code(image.name),
    code(image.digest),
    expiresAt === null ? 'does not expire' : minute(expiresAt),
    ...(excepted ? [exceptions.join(', ')] : []),
  ])
  return table(
    ['Environment', 'Image', 'Digest', 'Evidence good until', ...(excepted ? ['Exceptions used'] : [])],
    rows,
  )
}

function policyBase({ policyBase: { repository, ref, sha } }: Gate): string {
  return sha === null ? `${repository} ${ref}` : `${repository} ${ref} at ${sha.slice(0, 12)}`
}
