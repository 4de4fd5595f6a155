import { getIDToken } from '@actions/core'
import type { PromoError } from '@promo/core'
import { overhear } from './artifacts/chatter.ts'
import type { Environment } from './context.ts'
import { runnerError } from './errors.ts'

/** Asks the runner's token service; its client masks the token (docs.github.com, "OpenID Connect reference"). */
export async function requestIdentityToken(audience: string, env: Environment): Promise<string> {
  const filled = ['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'].every((name) => env[name])
  if (!filled) throw runnerError('identity-unavailable', {}, 'this job may not request an identity token')
  try {
    return await overhear(
      () => getIDToken(audience),
      () => undefined,
    )
  } catch (error) {
    throw refused(error)
  }
}

/** The client's message repeats what the service answered, and its address; only the status is kept. */
function refused(error: unknown): PromoError {
  const status = error instanceof Error ? /Error Code : (\d{3})/.exec(error.message)?.[1] : undefined
  const answer = status === undefined ? 'it gave no usable answer' : `status ${status}`
  return runnerError('identity-refused', { status: status ?? null }, `no identity token from the runner: ${answer}`)
}
