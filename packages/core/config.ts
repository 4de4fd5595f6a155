import { configSchema, type Config } from './config-schema.ts'
import { describeFaults, IN_WORDS } from './documents/faults.ts'
import { defineErrors } from './errors.ts'
import { trustFaults } from './trust-faults.ts'
import { parseYaml } from './yaml.ts'

const configError = defineErrors('core', {
  'config-invalid': {
    ending: 'configuration',
    remedy: 'Correct `promo.yaml` at the places named; `schemas/promo.schema.json` describes every key.',
  },
  'rule-not-built': {
    ending: 'configuration',
    remedy:
      'Take the key out of the policy: this release of promo does not check it, and a rule that is not checked must not look as if it were.',
  },
})

const BUILT_RULES: readonly string[] = ['registry', 'signature', 'provenance', 'scan', 'sbom', 'tests', 'marks']
/** Keys of contracts.md whose use cases are not built yet. */
const UNBUILT_KEYS: readonly (keyof Config)[] = ['exceptions']

/** Reads `promo.yaml`; throws `yaml-invalid`, `config-invalid` with every fault, or `rule-not-built`. */
export function readConfig(text: string | Uint8Array): Config {
  const parsed = configSchema.safeParse(parseYaml(text), IN_WORDS)
  if (!parsed.success) {
    const faults = describeFaults(parsed.error.issues)
    throw configError('config-invalid', { faults }, `promo.yaml is not valid: ${faults.join('; ')}`)
  }
  assertBuilt(parsed.data)
  assertConsistent(parsed.data)
  return parsed.data
}

/**
 * The policy of one environment: its blocks merged in the order of `policy`, a later block's rule replacing an earlier
 * one's. Throws `config-invalid` for an environment that is not there: no policy must never look like an empty one.
 */
export function policyOf(config: Config, environment: string): Config['policy'][string] {
  const found = Object.entries(config.environments).find(([name]) => name === environment)?.[1]
  if (found === undefined) throw inconsistent([`/environments: no environment ${environment}`])
  return Object.assign({}, ...found.policy.map((name) => config.policy[name])) as Config['policy'][string]
}

/** Environment names in promotion order: every one after all that it names in `after`; ties in the order of the file. */
export function environmentOrder(config: Config): readonly string[] {
  const ordered: string[] = []
  const visit = (name: string, path: readonly string[]): void => {
    if (ordered.includes(name)) return
    if (path.includes(name)) throw inconsistent([`/environments: cycle ${[...path, name].join(' → ')}`])
    const after = config.environments[name as keyof Config['environments']]?.after ?? []
    for (const earlier of after) visit(earlier, [...path, name])
    ordered.push(name)
  }
  for (const name of Object.keys(config.environments)) visit(name, [])
  return ordered
}

function assertBuilt(config: Config): void {
  const keys = UNBUILT_KEYS.filter((key) => config[key] !== undefined).map((key) => `/${key}`)
  const rules = Object.entries(config.policy).flatMap(([block, rules]) =>
    Object.keys(rules)
      .filter((rule) => !BUILT_RULES.includes(rule))
      .map((rule) => `/policy/${block}/${rule}`),
  )
  const places = [...keys, ...rules]
  if (places.length > 0)
    throw configError('rule-not-built', { places }, `not built in this release: ${places.join(', ')}`)
}

function assertConsistent(config: Config): void {
  const environments = Object.keys(config.environments)
  const faults = Object.entries(config.environments).flatMap(([name, { after, policy }]) => [
    ...after
      .filter((other) => !environments.includes(other))
      .map((other) => `/environments/${name}/after: no environment ${other}`),
    ...policy
      .filter((block) => !Object.hasOwn(config.policy, block))
      .map((block) => `/environments/${name}/policy: no policy ${block}`),
  ])
  faults.push(...trustFaults(config.trust, Object.keys(config.images)), ...markFaults(config))
  if (faults.length > 0) throw inconsistent(faults)
  environmentOrder(config)
}

function markFaults(config: Config): readonly string[] {
  return Object.entries(config.policy).flatMap(([block, { marks }]) =>
    Object.keys(marks ?? {})
      .filter((name) => !Object.hasOwn(config.environments, name))
      .map((name) => `/policy/${block}/marks: no environment ${name}`),
  )
}

function inconsistent(faults: readonly string[]): Error {
  return configError('config-invalid', { faults }, `promo.yaml is not valid: ${faults.join('; ')}`)
}
