import { PULL_REQUEST, READ } from './budgets.ts'
import { httpError } from './errors.ts'
import type { HttpClient, HttpMethod, HttpRequest } from './request.ts'

const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
/** Statuses that the Fetch standard forbids a body for. */
const BODILESS: readonly number[] = [204, 205, 304]

/** A page of GitHub's largest listing, a recursive tree, has up to 7 MB (docs.github.com, "Get a tree"). */
const MAX_RESPONSE_BYTES = 16 * 1024 * 1024

/** The client in the form that Octokit takes: string bodies and plain headers; writes keep the budget of pull requests. */
export function asFetch(client: HttpClient): typeof fetch {
  return async (input, init = {}) => {
    const url = typeof input === 'object' && 'url' in input ? input.url : String(input)
    const response = await client.request(readInit(url, init))
    const body = BODILESS.includes(response.status) ? null : response.body
    const answer = new Response(body, { status: response.status, headers: [...response.headers] })
    return Object.defineProperty(answer, 'url', { value: response.url.href })
  }
}

function readInit(url: string, init: RequestInit): HttpRequest {
  const method = (init.method ?? 'GET').toUpperCase()
  if (!isMethod(method)) throw httpError('http-request-invalid', { method }, `the method ${method} is not sent`)
  const { body, signal } = init
  return {
    url,
    method,
    headers: Object.fromEntries(new Headers(init.headers)),
    maxResponseBytes: MAX_RESPONSE_BYTES,
    redirect: init.redirect === 'manual' ? 'manual' : 'follow',
    budget: method === 'GET' || method === 'HEAD' ? READ : PULL_REQUEST,
    ...(typeof body === 'string' || body instanceof Uint8Array ? { body } : {}),
    ...(signal instanceof AbortSignal ? { signal } : {}),
  }
}

function isMethod(method: string): method is HttpMethod {
  return METHODS.includes(method)
}
