import { createHash, randomUUID } from 'node:crypto'
import type { Clock } from '@promo/core'
import type { Handler, SandboxRequest } from '../network/index.ts'
import type { BlobStore } from './blobs.ts'
import { createCacheMethods } from './caches.ts'
import { backendIds, type Job, type RuntimeTokens } from './runtime-tokens.ts'
import type { ArtifactState, ArtifactStore } from './store.ts'
import { parseMessage, reply, replyFault, text, TwirpFault, type Message } from './twirp-message.ts'

export interface TwirpPorts {
  readonly tokens: RuntimeTokens
  readonly blobs: BlobStore
  readonly store: ArtifactStore
  readonly clock: Clock
}

interface Call extends TwirpPorts {
  readonly job: Job
  readonly message: Message
}

const ROUTE = /^\/twirp\/github\.actions\.results\.api\.v1\.(?<service>\w+)\/(?<method>\w+)$/

const METHODS: Readonly<Record<string, (call: Call) => object>> = {
  CreateArtifact: create,
  FinalizeArtifact: finalize,
  ListArtifacts: list,
  GetSignedArtifactURL: signedUrl,
  DeleteArtifact: remove,
}

/** Artifacts and caches of the results API, in Twirp's JSON form with the proto's field names (actions/toolkit, packages/artifact/src/generated). */
export function createTwirpHandler(ports: TwirpPorts): Handler {
  const caches = createCacheMethods()
  return async (request) => {
    try {
      return reply(answer(ports, caches, request))
    } catch (error) {
      if (error instanceof TwirpFault) return replyFault(error)
      throw error
    }
  }
}

type CacheMethods = ReturnType<typeof createCacheMethods>

function answer(ports: TwirpPorts, caches: CacheMethods, request: SandboxRequest): object {
  const method = methodOf(caches, request)
  const job = ports.tokens.jobOf(request.headers['authorization'])
  if (job === undefined) throw new TwirpFault('unauthenticated', 'the runtime token is not valid')
  return method({ ...ports, job, message: parseMessage(request.body) })
}

function methodOf(caches: CacheMethods, { method: verb, url }: SandboxRequest): (call: Call) => object {
  const { service, method: name = '' } = ROUTE.exec(url.pathname)?.groups ?? {}
  const found = service === 'ArtifactService' ? METHODS[name] : service === 'CacheService' ? caches[name] : undefined
  if (verb !== 'POST' || found === undefined) throw new TwirpFault('bad_route', `no handler for ${url.pathname}`)
  return service === 'CacheService' ? found : (call) => ofOwnRun(call, found)
}

function ofOwnRun(call: Call, method: (call: Call) => object): object {
  if (call.message['workflow_run_backend_id'] === backendIds(call.job).run) return method(call)
  throw new TwirpFault('permission_denied', 'the runtime token is for another workflow run')
}

function create({ job, message, store, blobs, clock }: Call): object {
  const name = text(message, 'name')
  if (ofRun(store, job).some((artifact) => artifact.name === name && artifact.attempt === job.attempt)) {
    throw new TwirpFault('already_exists', 'an artifact with this name already exists on the workflow run')
  }
  const mimeType = typeof message['mime_type'] === 'string' ? message['mime_type'] : 'application/zip'
  const blob = `${backendIds(job).run}/${randomUUID()}`
  const made = { name, mimeType, blob, runId: job.runId, attempt: job.attempt, createdAt: clock.now() }
  store.add({ ...made, jobBackendId: backendIds(job).job })
  return { ok: true, signed_upload_url: blobs.sign(blob, 'write') }
}

function finalize({ job, message, store, blobs }: Call): object {
  const name = text(message, 'name')
  const artifact = ofRun(store, job).find((one) => one.name === name && one.attempt === job.attempt)
  const bytes = artifact === undefined ? undefined : blobs.get(artifact.blob)?.bytes
  if (artifact === undefined || bytes === undefined) throw new TwirpFault('not_found', `no upload named ${name}`)
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  if (Number(message['size'] ?? 0) !== bytes.length) throw new TwirpFault('invalid_argument', 'the size differs')
  if (message['hash'] !== undefined && message['hash'] !== digest) {
    throw new TwirpFault('invalid_argument', 'the hash differs')
  }
  artifact.finished = { size: bytes.length, digest }
  blobs.describe(artifact.blob, { contentType: artifact.mimeType, fileName: fileName(artifact) })
  return { ok: true, artifact_id: String(artifact.id) }
}

function fileName({ name, mimeType }: ArtifactState): string {
  return mimeType === 'application/zip' && !name.endsWith('.zip') ? `${name}.zip` : name
}

function list({ job, message, store }: Call): object {
  const { name_filter: name, id_filter: id } = message
  const found = ofRun(store, job)
    .filter((artifact) => name === undefined || artifact.name === name)
    .filter((artifact) => id === undefined || String(artifact.id) === id)
  return { artifacts: found.flatMap(listed) }
}

function listed(artifact: ArtifactState): readonly object[] {
  if (artifact.finished === undefined) return []
  return [
    {
      workflow_run_backend_id: `run-${artifact.runId}`,
      workflow_job_run_backend_id: artifact.jobBackendId,
      database_id: String(artifact.id),
      name: artifact.name,
      size: String(artifact.finished.size),
      created_at: artifact.createdAt.toISOString(),
      digest: artifact.finished.digest,
    },
  ]
}

/** A list names the job that made an artifact, and a reader asks for it by both. */
function asked({ job, message, store }: Call): ArtifactState {
  const name = text(message, 'name')
  const named = ofRun(store, job).filter((artifact) => artifact.name === name && artifact.finished !== undefined)
  const ofJob = named.find((artifact) => artifact.jobBackendId === message['workflow_job_run_backend_id'])
  const found = ofJob ?? named.at(-1)
  if (found !== undefined) return found
  throw new TwirpFault('not_found', `no artifact named ${name}`)
}

function signedUrl(call: Call): object {
  return { signed_url: call.blobs.sign(asked(call).blob, 'read') }
}

function remove(call: Call): object {
  const artifact = asked(call)
  call.store.remove(artifact)
  call.blobs.delete(artifact.blob)
  return { ok: true, artifact_id: String(artifact.id) }
}

function ofRun(store: ArtifactStore, job: Job): readonly ArtifactState[] {
  return store.all().filter(({ runId }) => runId === job.runId)
}
