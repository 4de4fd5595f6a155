import type { TransparencyLogEntry } from '@sigstore/bundle'
import { sigstoreError } from './errors.ts'
import { under } from './instance.ts'
import { ask, jsonOf, unexpected, type ServicePorts, type ServiceRequest } from './service.ts'
import { isTileEntryOf, proposeTileEntry, readTileEntry } from './tile-entry.ts'
import type { Witness } from './witness.ts'

/**
 * A Rekor v2 log as a witness (sigstore/rekor-tiles, api/proto/rekor/v2): it answers when a signed checkpoint holds the entry,
 * a second or more later. Its entries say nothing of the time, so that a timestamp authority must stand beside it. Throws
 * `log-answer-invalid`, `sigstore-refused`, `sigstore-unavailable`, or `log-entry-lost` for an entry that is there already.
 */
export function rekorTilesWitness(log: URL, ports: ServicePorts): Witness {
  return {
    testify: async (content, session) => {
      const proposed = proposeTileEntry(content, session)
      const entry = await createEntry(log, proposed.request, ports)
      if (isTileEntryOf(entry, proposed)) return { tlogEntries: [entry] }
      throw sigstoreError('log-answer-invalid', { log: log.host }, 'the log answered with an entry of other content')
    },
  }
}

async function createEntry(log: URL, proposed: unknown, ports: ServicePorts): Promise<TransparencyLogEntry> {
  const request: ServiceRequest = {
    method: 'POST',
    url: under(log, 'api/v2/log/entries'),
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(proposed),
  }
  const response = await ask(ports, request)
  if (response.status === 409) {
    throw sigstoreError(
      'log-entry-lost',
      { log: log.host },
      `${log.host} holds this entry already and does not give it`,
    )
  }
  if (response.status !== 201 && response.status !== 200) throw unexpected(request, response)
  const entry = readTileEntry(jsonOf(request, response))
  if (entry !== undefined) return entry
  throw sigstoreError('log-answer-invalid', { log: log.host }, 'the log answered with something that is not an entry')
}
