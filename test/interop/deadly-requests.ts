import type { Handler, SandboxRequest, SandboxResponse } from '@promo/sandbox/network'

/** When the process dies of a request: before the service did anything, or when it did all and has not answered yet. */
export const MOMENTS = ['received', 'applied'] as const
export type Moment = (typeof MOMENTS)[number]

export interface Death {
  /** Counted from 1. */
  readonly number: number
  readonly moment: Moment
}

/** What came so far, to all services together. */
export interface SeenRequests {
  readonly requests: number
  /** The content that was put under its digest: blobs and manifests, in the order they came. */
  readonly put: readonly string[]
  /** Writes that the service did not want: method, path and status. A client that asks for nothing out of order has none. */
  readonly refused: readonly string[]
}

export interface DeadlyRequests {
  seen(): SeenRequests
  /** The service as the process reaches it; what comes after the deadly request is not done. */
  through(handler: Handler): Handler
  /** Says what kills the process. */
  arm(kill: () => void): void
}

const READS = ['GET', 'HEAD']

/** Services of which one request is the last that a process makes; none without a death. */
export function deadlyRequests(death?: Death): DeadlyRequests {
  const { number = Infinity, moment = 'applied' } = death ?? {}
  let kill = (): void => undefined
  let count = 0
  const put: string[] = []
  const refused: string[] = []
  const answer = async (handler: Handler, request: SandboxRequest): Promise<SandboxResponse> => {
    const { method, url } = request
    if (method === 'PUT') put.push(...digestsIn(url))
    const answered = await handler(request)
    if (!READS.includes(method) && answered.status >= 400) refused.push(`${method} ${url.pathname} ${answered.status}`)
    return answered
  }
  return {
    seen: () => ({ requests: count, put: [...put], refused: [...refused] }),
    through: (handler) => async (request) => {
      count += 1
      const own = count
      if (own > number) throw new Error('its sender is dead')
      if (own < number) return answer(handler, request)
      if (moment === 'applied') await answer(handler, request)
      kill()
      throw new Error('its sender was killed')
    },
    arm: (deed) => {
      kill = deed
    },
  }
}

/** Of a manifest the digest stands in the path, of a blob in the query (OCI distribution-spec, "Push"). */
function digestsIn({ href }: URL): readonly string[] {
  return decodeURIComponent(href).match(/sha256:[0-9a-f]{64}/g) ?? []
}

/** Processes at a time. */
const AT_ONCE = 2

/** Lets a process die of each of so many requests, before and after it is done. Gives what was wrong. */
export async function dieOfEach(
  requests: number,
  die: (death: Death) => Promise<readonly unknown[]>,
): Promise<readonly unknown[]> {
  const numbers = Array.from({ length: requests }, (_, index) => index + 1)
  const deaths = numbers.flatMap((number) => MOMENTS.map((moment) => ({ number, moment })))
  const wrong: unknown[] = []
  const lanes = Array.from({ length: AT_ONCE }, async () => {
    for (let death = deaths.pop(); death !== undefined; death = deaths.pop()) {
      for (const fault of await die(death)) wrong.push({ ...death, fault })
    }
  })
  await Promise.all(lanes)
  return wrong
}
