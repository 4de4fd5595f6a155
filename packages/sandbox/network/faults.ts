import { setTimeout as sleep } from 'node:timers/promises'
import type { SandboxRequest, SandboxResponse } from './handler.ts'
import { matches, type RequestFilter } from './request-log.ts'

/** What breaks. `fail`: an answer without the handler. `cut`: the handler runs, the connection ends within the body. `drop`: it runs, nothing is answered. */
export type Breakage =
  | {
      readonly kind: 'fail'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
    }
  | { readonly kind: 'cut'; readonly bytes: number }
  | { readonly kind: 'drop' }
  | { readonly kind: 'delay'; readonly milliseconds: number }

export interface Fault {
  readonly filter: RequestFilter
  /** The first request that breaks, of those that match: 1 is the next. */
  readonly nth: number
  /** How many break from there on. */
  readonly times: number
  readonly breakage: Breakage
}

export interface FaultOptions extends RequestFilter {
  /** Default 1. */
  readonly times?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** Switches that break chosen requests; each counts the requests that match its filter from when it was set. */
export interface Faults {
  failRequest(nth: number, status: number, options?: FaultOptions): void
  cutBody(nth: number, bytes: number, options?: FaultOptions): void
  dropAnswer(nth: number, options?: FaultOptions): void
  /** Delays every matching request. */
  delay(milliseconds: number, options?: FaultOptions): void
  add(fault: Fault): void
  clear(): void
  readonly list: readonly Fault[]
}

/** An answer as it goes out: `cutAfter` bytes of the body, or all of it. */
export interface Delivery {
  readonly response: SandboxResponse
  readonly cutAfter?: number
}

export interface FaultSwitches extends Faults {
  /** Answers the request through the faults set; undefined: answer nothing and end the connection. */
  deliver(request: SandboxRequest, answer: () => Promise<SandboxResponse>): Promise<Delivery | undefined>
}

export function createFaults(): FaultSwitches {
  const armed: { readonly fault: Fault; seen: number }[] = []
  const hit = (request: SandboxRequest): readonly Breakage[] =>
    armed
      .filter((entry) => matches(entry.fault.filter, request))
      .filter((entry) => {
        entry.seen += 1
        return entry.seen >= entry.fault.nth && entry.seen < entry.fault.nth + entry.fault.times
      })
      .map((entry) => entry.fault.breakage)
  const add = (fault: Fault): void => void armed.push({ fault, seen: 0 })
  const set = (nth: number, breakage: Breakage, { times = 1, headers: _headers, ...filter }: FaultOptions): void =>
    add({ filter, nth, times, breakage })
  return {
    get list() {
      return armed.map((entry) => entry.fault)
    },
    add,
    failRequest: (nth, status, options = {}) =>
      set(nth, { kind: 'fail', status, headers: options.headers ?? {} }, options),
    cutBody: (nth, bytes, options = {}) => set(nth, { kind: 'cut', bytes }, options),
    dropAnswer: (nth, options = {}) => set(nth, { kind: 'drop' }, options),
    delay: (milliseconds, options = {}) => set(1, { kind: 'delay', milliseconds }, { times: Infinity, ...options }),
    clear: () => void (armed.length = 0),
    deliver: (request, answer) => deliver(hit(request), answer),
  }
}

async function deliver(
  breakages: readonly Breakage[],
  answer: () => Promise<SandboxResponse>,
): Promise<Delivery | undefined> {
  let cutAfter: number | undefined
  let isDropped = false
  for (const breakage of breakages) {
    if (breakage.kind === 'fail') {
      const { status, headers = {}, body = 'broken on purpose\n' } = breakage
      return { response: { status, headers, body } }
    }
    if (breakage.kind === 'delay') await sleep(breakage.milliseconds)
    else if (breakage.kind === 'cut') cutAfter = breakage.bytes
    else isDropped = true
  }
  const response = await answer()
  if (isDropped) return undefined
  return cutAfter === undefined ? { response } : { response, cutAfter }
}
