import * as z from 'zod/mini'
import type { Breakage, Faults } from './faults.ts'
import type { Handler, SandboxResponse } from './handler.ts'
import type { RequestFilter, RequestLog } from './request-log.ts'

/** Where a step or a person inside the sandbox can set its faults and read its log. */
export const FAULT_HOST = 'sandbox.promo.internal'

const breakage: z.ZodMiniType<Breakage> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('fail'),
    status: z.int(),
    headers: z._default(z.record(z.string(), z.string()), {}),
    body: z._default(z.string(), ''),
  }),
  z.object({ kind: z.literal('cut'), bytes: z.int() }),
  z.object({ kind: z.literal('drop') }),
  z.object({ kind: z.literal('delay'), milliseconds: z.number() }),
])

const faultForm = z.object({
  nth: z._default(z.int(), 1),
  times: z._default(z.int(), 1),
  host: z.optional(z.string()),
  method: z.optional(z.string()),
  /** A regular expression over path and query. */
  path: z.optional(z.string()),
  breakage,
})

/** `GET`, `POST` (one fault) and `DELETE /faults`; `GET /requests`. JSON. */
export function createFaultHost(faults: Faults, requests: RequestLog): Handler {
  return async ({ method, url, body }) => {
    const route = `${method} ${url.pathname}`
    if (route === 'POST /faults') return addFault(faults, Buffer.from(body).toString('utf8'))
    if (route === 'DELETE /faults') faults.clear()
    else if (route === 'GET /requests') {
      return json(200, {
        requests: requests.list.map(({ method, url, status }) => ({ method, url, status })),
        refused: requests.refused,
      })
    } else if (route !== 'GET /faults') return json(404, { message: `no ${route} here` })
    return json(
      200,
      faults.list.map(({ filter, ...rest }) => ({ ...rest, filter: { ...filter, path: filter.path?.source } })),
    )
  }
}

function addFault(faults: Faults, text: string): SandboxResponse {
  const parsed = faultForm.safeParse(readJson(text))
  if (!parsed.success) return json(422, { message: z.prettifyError(parsed.error) })
  const { nth, times, host, method, path, breakage } = parsed.data
  const filter: RequestFilter = {
    ...(host === undefined ? {} : { host }),
    ...(method === undefined ? {} : { method }),
    ...(path === undefined ? {} : { path: new RegExp(path) }),
  }
  faults.add({ filter, nth, times, breakage })
  return json(201, { nth, times })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function json(status: number, value: unknown): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}
