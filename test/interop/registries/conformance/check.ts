import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { rawRepository, type RawRepository } from '../raw-registry.ts'

/** One demand of the OCI distribution specification 1.1 on a registry. */
export interface Check {
  /** A sentence about what a registry does. */
  readonly name: string
  /** Throws when the registry does not. */
  readonly run: (registry: CheckedRegistry) => Promise<void>
}

export interface CheckedRegistry {
  /** A repository that no other check uses. */
  repository(): RawRepository
  /** To any path, for what is in no repository. */
  send(method: string, path: string): Promise<Response>
}

export function checkedRegistry(host: string): CheckedRegistry {
  return {
    repository: () => rawRepository(host, `conformance/${randomUUID()}`),
    send: (method, path) => fetch(new URL(path, `http://${host}`), { method, redirect: 'manual' }),
  }
}

/** The answer, when its status is one of those. */
export function expectStatus(answer: Response, ...statuses: readonly number[]): Response {
  assert.ok(statuses.includes(answer.status), `${answer.url} answered ${answer.status}, not ${statuses.join(' or ')}`)
  return answer
}

/** "Error Codes": JSON with a list of errors, each with a code in capitals; one of them is among `codes`, if any are given. */
export async function expectErrors(answer: Response, ...codes: readonly string[]): Promise<void> {
  const text = await answer.text()
  const { errors } = JSON.parse(text) as { readonly errors: readonly { readonly code: string }[] }
  assert.ok(errors.length > 0 && errors.every(({ code }) => /^[A-Z_]+$/.test(code)), text)
  if (codes.length > 0)
    assert.ok(
      errors.some(({ code }) => codes.includes(code)),
      text,
    )
}

export async function expectBytes(answer: Response, bytes: Uint8Array): Promise<void> {
  assert.equal(Buffer.compare(Buffer.from(await answer.arrayBuffer()), bytes), 0, `${answer.url} gave other bytes`)
}

/** Of JSON values. Those that fetch gives are of another realm under Jest, which node:assert takes for a difference. */
export function expectSame(found: unknown, wanted: unknown): void {
  assert.equal(JSON.stringify(found), JSON.stringify(wanted))
}

export function expectHeader(answer: Response, name: string, value: string): void {
  assert.equal(answer.headers.get(name), value, `${name} of ${answer.url}`)
}
