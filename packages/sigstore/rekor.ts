import { sigstoreError } from './errors.ts'
import { under } from './instance.ts'
import {
  bundledEntry,
  isEntryOf,
  proposeEntry,
  readLoggedEntry,
  type LoggedEntry,
  type ProposedEntry,
} from './log-entry.ts'
import { ask, jsonOf, unexpected, type ServicePorts, type ServiceRequest } from './service.ts'
import type { Witness } from './witness.ts'

const ENTRIES = 'api/v1/log/entries'
/** A leaf hash, or tree id and leaf hash. */
const UUID = /\/([0-9a-f]{16})?([0-9a-f]{64})$/

/**
 * The transparency log as a witness: records a signature in Rekor v1 and gives its entry. When the log says that the entry is
 * there already (an earlier attempt got through), it is read back and must be equal. Throws `log-answer-invalid`,
 * `sigstore-refused` or `sigstore-unavailable`.
 */
export function rekorWitness(rekor: URL, ports: ServicePorts): Witness {
  return {
    testify: async (content, session) => {
      const proposed = proposeEntry(content, session)
      const entry = await createEntry(rekor, proposed, ports)
      if (!isEntryOf(entry, proposed)) {
        throw sigstoreError(
          'log-answer-invalid',
          { log: rekor.host },
          'the log answered with an entry of other content',
        )
      }
      return { tlogEntries: [bundledEntry(entry, proposed)] }
    },
  }
}

async function createEntry(rekor: URL, proposed: ProposedEntry, ports: ServicePorts): Promise<LoggedEntry> {
  const request: ServiceRequest = {
    method: 'POST',
    url: under(rekor, ENTRIES),
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(proposed.request),
  }
  const response = await ask(ports, request)
  if (response.status === 409) return existingEntry(rekor, response.headers.get('location') ?? '', ports)
  if (response.status !== 201 && response.status !== 200) throw unexpected(request, response)
  return entryOf(rekor, jsonOf(request, response))
}

/** Only the UUID of the location is used: the log cannot send the client elsewhere. */
async function existingEntry(rekor: URL, location: string, ports: ServicePorts): Promise<LoggedEntry> {
  const uuid = UUID.exec(location)?.[0]
  if (uuid === undefined) {
    throw sigstoreError(
      'log-answer-invalid',
      { log: rekor.host },
      'the log reports a conflict without naming the entry',
    )
  }
  const request: ServiceRequest = {
    method: 'GET',
    url: under(rekor, `${ENTRIES}${uuid}`),
    headers: { accept: 'application/json' },
  }
  const response = await ask(ports, request)
  if (response.status !== 200) throw unexpected(request, response)
  return entryOf(rekor, jsonOf(request, response))
}

function entryOf(rekor: URL, answer: unknown): LoggedEntry {
  const entry = readLoggedEntry(answer)
  if (entry !== undefined) return entry
  throw sigstoreError(
    'log-answer-invalid',
    { log: rekor.host },
    'the log answered with something that is not one entry',
  )
}
