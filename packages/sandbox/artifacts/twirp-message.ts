import type { SandboxResponse } from '../network/index.ts'

/** Fields of a Twirp message under the proto's names. */
export type Message = Readonly<Record<string, unknown>>

const STATUS = {
  unauthenticated: 401,
  permission_denied: 403,
  not_found: 404,
  already_exists: 409,
  invalid_argument: 400,
  bad_route: 404,
} as const

/** An error answer, thrown inside a method and turned into its response by the handler (twitchtv/twirp, errors). */
export class TwirpFault extends Error {
  readonly code: keyof typeof STATUS

  constructor(code: keyof typeof STATUS, message: string) {
    super(message)
    this.code = code
  }
}

export function reply(body: object): SandboxResponse {
  return json(200, body)
}

export function replyFault({ code, message }: TwirpFault): SandboxResponse {
  return json(STATUS[code], { code, msg: message })
}

function json(status: number, body: object): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

export function parseMessage(body: Uint8Array): Message {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    if (typeof value === 'object' && value !== null) return { ...value }
  } catch {
    // Falls through to the one answer for a malformed message.
  }
  throw new TwirpFault('invalid_argument', 'the json request could not be decoded')
}

/** A field that must be there. */
export function text(message: Message, field: string): string {
  const value = message[field]
  if (typeof value === 'string' && value !== '') return value
  throw new TwirpFault('invalid_argument', `${field} is required`)
}
