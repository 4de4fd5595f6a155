/** What nobody means and somebody sends (each is one row of the table of threats for inputs). */
export const HOSTILE = {
  'command substitution': '$(id)',
  backticks: '`id`',
  'shell separator': 'a; id',
  'workflow command': '::set-output name=x::y',
  'workflow command on its own line': 'a\n::set-output name=x::y\n##[error]y',
  'encoded workflow command': '%0A::error::x',
  'long option': '--config=/etc/passwd',
  'short option': '-o/etc/passwd',
  'climbing path': '../../../etc/passwd',
  'reordered text': 'a\u202Etxt.exe',
  'terminal sequence': 'a\u001B[31m\u001B]0;x\u0007',
  'half a surrogate pair': 'a\uD800',
  'other JSON': '{"a":[1,{"b":null}]}',
  'list of lists': '[["a"],[1]]',
  'poisoned JSON': '{"__proto__":{"polluted":true}}',
  'deep JSON': '['.repeat(20_000),
  'unfinished JSON': '["a"',
  'a megabyte': 'a'.repeat(1_000_000),
  'many lines': 'a\n'.repeat(20_000),
} as const

export type HostileName = keyof typeof HOSTILE

/** Secrets that may show nowhere, by the input that holds them. */
export const CANARIES = {
  'registry-password': 'canary-password-0c1d2e',
  'registry-auths': 'canary-auths-3f4a5b',
  'app-private-key': 'canary-key-6c7d8e',
  token: 'canary-token-9f0a1b',
  'identity-token': 'canary-identity-2c3d4e',
} as const

export const CANARY = /canary-(?:password|auths|key|token|identity)-[0-9a-f]{6}/
