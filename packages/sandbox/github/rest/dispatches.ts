import { dispatchRepository, dispatchWorkflow } from '../dispatches.ts'
import type { JsonObject } from '../types.ts'
import { optionalFlag, optionalObject, requiredText } from './body.ts'
import { invalidRequest } from './fault.ts'
import { noContent, onRepository, type Reply, type RepositoryCall } from './route.ts'

/** Workflows started by hand and by other systems. */
export const dispatchRoutes = [
  onRepository('POST /actions/workflows/{workflow_id}/dispatches', 'actions:write', startWorkflow),
  onRepository('POST /dispatches', 'contents:write', startRepository),
]

async function startWorkflow({ world, repository, caller, body, parameters }: RepositoryCall): Promise<Reply> {
  if (optionalFlag(body, 'return_run_details') === true) {
    throw invalidRequest('the sandbox does not know the run when it answers: leave out "return_run_details".')
  }
  const workflow = parameters['workflow_id'] ?? ''
  const inputs = optionalObject(body, 'inputs') ?? {}
  await dispatchWorkflow(world, repository, { workflow, ref: requiredText(body, 'ref'), inputs }, caller)
  return noContent
}

/** GitHub docs, "Create a repository dispatch event": ten top-level properties. */
const PAYLOAD_FIELDS_LIMIT = 10
const EVENT_TYPE_LIMIT = 100

async function startRepository({ world, repository, caller, body }: RepositoryCall): Promise<Reply> {
  const eventType = requiredText(body, 'event_type')
  if (eventType === '' || eventType.length > EVENT_TYPE_LIMIT) {
    throw invalidRequest(`For 'properties/event_type', the length is not within 1 and ${EVENT_TYPE_LIMIT}.`)
  }
  const clientPayload: JsonObject = optionalObject(body, 'client_payload') ?? {}
  if (Object.keys(clientPayload).length > PAYLOAD_FIELDS_LIMIT) {
    throw invalidRequest(`No more than ${PAYLOAD_FIELDS_LIMIT} properties are allowed in "client_payload".`)
  }
  await dispatchRepository(world, repository, { eventType, clientPayload }, caller)
  return noContent
}
