import type { ChainEvidence, ChainLink, PromoError } from '@promo/core'

/** What is said about one link; texts from outside are cut, never trusted to be short. */
export interface LinkFacts {
  readonly link: ChainLink['link']
  readonly fact: string
  /** Environment, platform or repository; empty for the image itself. */
  readonly at?: string
  readonly evidence?: readonly ChainEvidence[]
  readonly details?: Readonly<Record<string, string | undefined>>
}

const FACT_LIMIT = 2000
const DETAIL_LIMIT = 1000
const EVIDENCE_LIMIT = 20

export function verified(facts: LinkFacts): ChainLink {
  return complete(facts, 'verified')
}

export function recorded(facts: LinkFacts): ChainLink {
  return complete(facts, 'recorded')
}

/** Nothing says so, and nothing has to. */
export function absent(facts: LinkFacts): ChainLink {
  return complete(facts, 'absent')
}

/** Nothing says so, and the chain needs it. */
export function missing(facts: Omit<LinkFacts, 'fact'>, error: PromoError): ChainLink {
  return complete({ ...facts, fact: error.message }, 'missing', error)
}

/** Something says so that does not hold. */
export function broken(facts: Omit<LinkFacts, 'fact'>, error: PromoError): ChainLink {
  return complete({ ...facts, fact: error.message }, 'broken', error)
}

/** False where the chain ends. */
export function holds({ state }: ChainLink): boolean {
  return state !== 'missing' && state !== 'broken'
}

function complete(facts: LinkFacts, state: ChainLink['state'], error?: PromoError): ChainLink {
  const { link, fact, at = '', evidence = [], details = {} } = facts
  return {
    link,
    at: at.slice(0, DETAIL_LIMIT),
    state,
    fact: fact.slice(0, FACT_LIMIT),
    code: error?.code ?? '',
    remedy: error?.remedy ?? '',
    evidence: evidence.slice(0, EVIDENCE_LIMIT),
    details: Object.fromEntries(
      Object.entries(details).flatMap(([name, value]) =>
        value === undefined || value === '' ? [] : [[name, value.slice(0, DETAIL_LIMIT)]],
      ),
    ),
  }
}

/** `1 package`, `3 packages`. */
export function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** Enough of a commit for the eye; its link has it in full. */
export function short(commit: string): string {
  return commit.slice(0, 12)
}
