/** What a build may know of the run it is part of. */
const RUN_FACTS: readonly string[] = [
  'GITHUB_ACTIONS',
  'GITHUB_REF',
  'GITHUB_REF_NAME',
  'GITHUB_REPOSITORY',
  'GITHUB_SHA',
  'GITHUB_WORKSPACE',
]

/** Inputs of this step, tokens, and the files through which a step talks to the runner. */
const WITHHELD = /^(?:INPUT_|ACTIONS_|GITHUB_|STATE_)|^(?:NODE_OPTIONS|NODE_AUTH_TOKEN)$/i

/** The environment of a repository's own build command: what earlier steps set, but no input, token or command file of the runner. */
export function commandEnvironment(from: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(from)) {
    if (value !== undefined && (RUN_FACTS.includes(name) || !WITHHELD.test(name))) kept[name] = value
  }
  return kept
}
