import { HOSTILE, type HostileName } from './hostile-values.ts'

const ALL = Object.keys(HOSTILE) as HostileName[]

function allBut(...refused: readonly HostileName[]): readonly HostileName[] {
  return ALL.filter((name) => !refused.includes(name))
}

/** Text of a document is parsed where its kind is known: here it is only text. What has one line is a path, and missing. */
const DOCUMENT: readonly HostileName[] = [
  'workflow command on its own line',
  'other JSON',
  'list of lists',
  'poisoned JSON',
  'deep JSON',
  'unfinished JSON',
  'many lines',
]
const SECRET = allBut('half a surrogate pair', 'a megabyte')
/** Letters, digits and the signs of base64: a token may be anything of these. */
const TOKEN: readonly HostileName[] = ['short option', 'climbing path']
const LINE = allBut(
  'workflow command on its own line',
  'reordered text',
  'terminal sequence',
  'half a surrogate pair',
  'deep JSON',
  'a megabyte',
  'many lines',
)

/** The hostile values that are plain text to an input: they are taken, and must stay text wherever they go. */
export const ACCEPTED: Readonly<Record<string, readonly HostileName[]>> = {
  'check-name': LINE,
  'identity-token': TOKEN,
  labels: [
    ...LINE.filter((name) => name !== 'list of lists' && name !== 'unfinished JSON'),
    'workflow command on its own line',
  ],
  message: allBut('reordered text', 'terminal sequence', 'half a surrogate pair', 'a megabyte'),
  predicate: DOCUMENT,
  'provenance-parameters': ['other JSON'],
  reason: LINE,
  'registry-auths': SECRET,
  'registry-password': SECRET,
  'registry-username': [
    'command substitution',
    'backticks',
    'long option',
    'short option',
    'climbing path',
    'list of lists',
    'unfinished JSON',
  ],
  sbom: DOCUMENT,
  'signing-config': DOCUMENT,
  token: TOKEN,
  'trusted-root': DOCUMENT,
}

/** Where one action reads more into an input than others. */
export const ACCEPTED_BY: Readonly<Record<string, Readonly<Record<string, readonly HostileName[]>>>> = {
  plan: { config: DOCUMENT },
  'build-by-digest': { labels: [] },
  'scan-gate': { sbom: [] },
}
