import { formatImage, parseImageReference, pinImage, PromoError } from '@promo/core'
import { createHttpClient, type HttpClient, type RetryBudget } from '@promo/http'
import { createRegistryClient, readCredentials, type RegistryClient } from '@promo/registry'
import { splitList } from './inputs/list.ts'
import type { Stage } from './perform.ts'

/** The step fails anyway: a registry that does not answer at once is not waited for. */
const PATIENCE_MS = 3000
const ONCE: RetryBudget = { attempts: 1, totalMs: PATIENCE_MS, attemptTimeoutMs: PATIENCE_MS }
/** Most images that are looked up. */
const IMAGE_LIMIT = 5

/** The same refusal of a tag, with a remedy that names the digest the tag has now, as far as the registry answers. */
export async function namePinned(error: PromoError, stage: Stage): Promise<PromoError> {
  const asked = new AbortController()
  const pinned = await Promise.race([lookUp(error, stage, asked.signal), patience()]).catch(() => [])
  asked.abort()
  if (pinned.length === 0) return error
  const remedy = `Write ${pinned.map((image) => `\`${image}\``).join(', ')}: that is what the tag names now. A tag can move, a digest cannot.`
  return new PromoError(error.code, { ending: error.ending, remedy }, error.facts, error.message, error.cause)
}

async function lookUp(error: PromoError, stage: Stage, signal: AbortSignal): Promise<readonly string[]> {
  const client = connect(stage, signal)
  const found = await Promise.all(unpinnedImages(error).map((text) => pin(text, client).catch(() => undefined)))
  return found.filter((image) => image !== undefined)
}

async function pin(text: string, client: RegistryClient): Promise<string | undefined> {
  const reference = parseImageReference(text)
  const descriptor = await client.resolve(reference)
  return descriptor === undefined ? undefined : formatImage(pinImage(reference.name, descriptor.digest, reference.tag))
}

/** With the credentials and plain http hosts that the action itself would use; the signal ends what still waits. */
function connect({ input, runner }: Stage, signal: AbortSignal): RegistryClient {
  const given = (name: string): string | undefined => input(name)?.trim() || undefined
  const insecure = splitList('insecure-registries', given('insecure-registries') ?? '')
  const credentials = readCredentials({
    username: given('registry-username'),
    password: given('registry-password'),
    auths: given('registry-auths'),
    environment: process.env,
  })
  const log = (line: string): void => runner.log.debug(line)
  const client = createHttpClient({ plainHttpHosts: insecure, log })
  const http: HttpClient = {
    request: (request) => client.request({ ...request, signal, budget: ONCE }),
    stream: (request) => client.stream({ ...request, signal, budget: ONCE }),
  }
  return createRegistryClient({ http, credentials, insecure, log })
}

function unpinnedImages(error: PromoError): readonly string[] {
  const faults: readonly unknown[] = Array.isArray(error.facts['faults']) ? error.facts['faults'] : [error.facts]
  const found = faults.map((fault) =>
    typeof fault === 'object' && fault !== null ? (Reflect.get(fault, 'found') as unknown) : undefined,
  )
  return found.filter((text) => typeof text === 'string').slice(0, IMAGE_LIMIT)
}

function patience(): Promise<readonly string[]> {
  return new Promise((resolve) => setTimeout(() => resolve([]), PATIENCE_MS).unref())
}
