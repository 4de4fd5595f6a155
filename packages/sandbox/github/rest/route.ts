import type { Access, PermissionName } from '../permissions.ts'
import type { Caller, RepositoryState, World } from '../state.ts'
import type { JsonObject } from '../types.ts'

export interface Reply {
  readonly status: number
  /** Bytes for a raw media type, else JSON. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** The whole list of which the router cuts the page asked for. */
  readonly list?: PagedList
}

export interface PagedList {
  readonly items: readonly unknown[]
  /** Gives the item as JSON; called for the items of the page only. */
  readonly show: (item: never) => unknown
  /** Name of the array in an object with `total_count`; absent where GitHub answers a bare array. */
  readonly key?: string
}

export interface Call {
  readonly world: World
  readonly caller: Caller
  /** Decoded values of the path template. */
  readonly parameters: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: JsonObject
  readonly accept: string
}

export interface RepositoryCall extends Call {
  readonly repository: RepositoryState
}

/** `path` is the template of GitHub's OpenAPI description; `{ref}`, `{path}`, `{branch}` and `{basehead}` may hold slashes. */
export type Route =
  | {
      readonly kind: 'repository'
      readonly method: string
      readonly path: string
      readonly permission: PermissionName
      readonly access: Access
      readonly handle: (call: RepositoryCall) => Promise<Reply> | Reply
    }
  | {
      readonly kind: 'plain'
      readonly method: string
      readonly path: string
      readonly handle: (call: Call) => Promise<Reply> | Reply
    }

type RepositoryHandle = (call: RepositoryCall) => Promise<Reply> | Reply

/** `GET /repos/{owner}/{repo}/labels` with the permission it needs: `issues:read`. */
export function onRepository(
  endpoint: string,
  needs: `${PermissionName}:${'read' | 'write'}`,
  handle: RepositoryHandle,
): Route {
  const [method = '', path = ''] = endpoint.split(' ')
  const [permission, access] = splitNeeds(needs)
  return { kind: 'repository', method, path: `/repos/{owner}/{repo}${path}`, permission, access, handle }
}

function splitNeeds(needs: `${PermissionName}:${'read' | 'write'}`): readonly [PermissionName, Access] {
  const write = needs.endsWith(':write')
  return [needs.slice(0, needs.lastIndexOf(':')) as PermissionName, write ? 'write' : 'read']
}

export function onPlain(endpoint: string, handle: (call: Call) => Promise<Reply> | Reply): Route {
  const [method = '', path = ''] = endpoint.split(' ')
  return { kind: 'plain', method, path, handle }
}

export function ok(body: unknown): Reply {
  return { status: 200, body }
}

export function created(body: unknown): Reply {
  return { status: 201, body }
}

export const noContent: Reply = { status: 204 }

/** A list GitHub gives in pages, with a `Link` header. */
export function paged<T>(items: readonly T[], show: (item: T) => unknown, key?: string): Reply {
  return { status: 200, list: { items, show, ...(key === undefined ? {} : { key }) } }
}
