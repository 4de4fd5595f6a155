interface Link {
  readonly target: string
  /** Lower case; undefined where the link names none. */
  readonly relations: readonly string[] | undefined
}

const LENGTH_LIMIT = 8192

/**
 * Next page of a listing: the target with `rel="next"` among the links of a header (RFC 8288, section 3; OCI
 * distribution-spec, "Listing Tags"). A link without `rel` counts too, as go-containerregistry takes it (remote/list.go).
 * Undefined without such a link; `unreadable` for what may be one, since the rest of a listing must not be lost for it.
 */
export function nextPage(header: string | null, current: URL): URL | 'unreadable' | undefined {
  const text = header?.trim() ?? ''
  if (text === '') return undefined
  if (text.length > LENGTH_LIMIT) return 'unreadable'
  const links = text.split(/,(?=\s*<)/).map(readLink)
  const next = links.find((link) => link !== undefined && isNext(link))
  if (next !== undefined) return URL.parse(next.target, current.href) ?? 'unreadable'
  return links.includes(undefined) ? 'unreadable' : undefined
}

function readLink(text: string): Link | undefined {
  const [, target, parameters = ''] = /^\s*<([^<>]+)>\s*(;.*)?$/s.exec(text) ?? []
  if (target === undefined) return undefined
  const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;",]+))/i.exec(parameters) ?? []
  return { target, relations: (quoted ?? bare)?.toLowerCase().split(/\s+/) }
}

function isNext({ relations }: Link): boolean {
  return relations === undefined || relations.includes('next')
}
