import { createPublicKey, verify } from 'node:crypto'
import { ApiFault } from './rest/fault.ts'
import type { AppState, Caller, World } from './state.ts'
import { identify } from './tokens.ts'

/** Who an `authorization` header stands for: none is anonymous, a token nobody knows is undefined. Throws GitHub's 401 for a bad App JWT. */
export function callerOf(world: World, authorization: string | undefined): Caller | undefined {
  if (authorization === undefined || authorization === '') return { kind: 'anonymous' }
  const [scheme = '', value = ''] = authorization.split(/ +/)
  switch (scheme.toLowerCase()) {
    case 'basic': {
      const decoded = Buffer.from(value, 'base64').toString('utf8')
      return identify(world, decoded.slice(decoded.indexOf(':') + 1))
    }
    case 'token':
    case 'bearer':
      return value.split('.').length === 3 ? appOf(world, value) : identify(world, value)
    default:
      return undefined
  }
}

/** GitHub Docs, "Generating a JSON Web Token for a GitHub App": RS256, `exp` at most ten minutes ahead, `iss` client or App id. */
const LONGEST_LIFE_SECONDS = 600
const CLOCK_DRIFT_SECONDS = 60

function appOf(world: World, jwt: string): Caller {
  const [header = '', payload = '', signature = ''] = jwt.split('.')
  const claims = decodePart(payload)
  if (decodePart(header)['alg'] !== 'RS256') throw undecodable()
  const app = world.apps.find(({ id, clientId }) => String(claims['iss']) === String(id) || claims['iss'] === clientId)
  if (app === undefined) throw new ApiFault(404, 'Integration not found')
  assertTimes(claims, Math.floor(world.clock.now().getTime() / 1000))
  if (!isSignedBy(app, `${header}.${payload}`, signature)) throw undecodable()
  return { kind: 'app', app, account: app.bot }
}

function isSignedBy(app: AppState, signed: string, signature: string): boolean {
  return verify('RSA-SHA256', Buffer.from(signed), createPublicKey(app.publicKey), Buffer.from(signature, 'base64url'))
}

function assertTimes(claims: Readonly<Record<string, unknown>>, now: number): void {
  const { iat, exp } = claims
  if (typeof exp !== 'number' || exp <= now) {
    throw new ApiFault(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    )
  }
  if (exp > now + LONGEST_LIFE_SECONDS + CLOCK_DRIFT_SECONDS) {
    throw new ApiFault(401, "'Expiration time' claim ('exp') is too far in the future")
  }
  if (typeof iat !== 'number' || iat > now + CLOCK_DRIFT_SECONDS) {
    throw new ApiFault(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    )
  }
}

function decodePart(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    if (typeof value === 'object' && value !== null) return { ...value }
  } catch {
    // Falls through to the one answer for every malformed token.
  }
  throw undecodable()
}

function undecodable(): ApiFault {
  return new ApiFault(401, 'A JSON web token could not be decoded')
}
