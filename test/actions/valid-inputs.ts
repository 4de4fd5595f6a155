import { readMetadata } from '../../scripts/docs/action-metadata.ts'
import { ROOT } from '../../scripts/root.ts'
import { CANARIES } from './hostile-values.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`
const IMAGE = `ghcr.io/octo-org/catalog@${DIGEST}`

const CONFIG = `version: 1
images:
  catalog:
    repository: ghcr.io/octo-org/catalog
    source: { repository: octo-org/bookstore, id: 1296269 }
    build: { context: app/catalog }
environments:
  dev: { overlay: overlays/dev, promote: push }
policy:
  base: { signature: { required: true } }
`

/** A value for every input that some action requires. */
const REQUIRED: Readonly<Record<string, string>> = {
  environment: 'dev',
  expected: '["catalog"]',
  from: IMAGE,
  image: 'ghcr.io/octo-org/catalog',
  images: IMAGE,
  leg: 'catalog',
  'predicate-type': 'https://example.com/predicate/v1',
  subject: DIGEST,
  to: 'ghcr.io/octo-org/release/catalog',
}

/** Not required by itself, and still nothing works without it. */
const WANTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  attest: { predicate: '{\n"a": 1 }' },
  'bump-overlay': { images: IMAGE, overlay: 'overlays/dev' },
  'collect-digests': { 'signer-commit': 'f'.repeat(40) },
  'open-promotion-pr': { environment: 'dev', images: IMAGE },
  'mark-environment': { images: IMAGE },
  plan: { config: CONFIG },
  'test-gate': { junit: 'reports/*.xml' },
  'verify-evidence': { environment: 'dev', images: IMAGE },
}

/** Every input that holds a secret, with the name that belongs to it. */
const SECRETS: Readonly<Record<string, string>> = {
  'registry-username': 'robot',
  'registry-password': CANARIES['registry-password'],
  'registry-auths': `- { registry: example.com, username: robot, password: ${CANARIES['registry-auths']} }`,
  token: CANARIES.token,
  'identity-token': CANARIES['identity-token'],
  'app-id': '1234',
  'app-private-key': `-----BEGIN PRIVATE KEY-----\n${CANARIES['app-private-key']}\n-----END PRIVATE KEY-----`,
}

export function inputNamesOf(action: string): readonly string[] {
  return Object.keys(readMetadata(ROOT, action).inputs ?? {})
}

/** A request that the action takes, with a canary in every secret. Throws when a required input has no value here. */
export function validInputs(action: string): Readonly<Record<string, string>> {
  const inputs = Object.entries(readMetadata(ROOT, action).inputs ?? {})
  const required = inputs.filter(([, { required: isRequired }]) => isRequired === true).map(([name]) => name)
  const unknown = required.filter((name) => REQUIRED[name] === undefined)
  if (unknown.length > 0) throw new Error(`test/actions/valid-inputs.ts needs a value for ${unknown.join(', ')}`)
  const given = { ...REQUIRED, ...SECRETS }
  const named = inputs.map(([name]) => name).filter((name) => required.includes(name) || name in SECRETS)
  return { ...Object.fromEntries(named.map((name) => [name, given[name] ?? ''])), ...WANTED[action] }
}
