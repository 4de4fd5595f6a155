/** Next page of a listing (RFC 8288 as the OCI distribution-spec uses it): the target with `rel="next"`, or undefined. */
export function nextPage(header: string | null, current: URL): URL | undefined {
  if (header === null || header.length > 8192) return undefined
  for (const link of header.split(/,(?=\s*<)/)) {
    const target = /^\s*<([^<>]*)>/.exec(link)?.[1]
    if (target === undefined || !/;\s*rel\s*=\s*"?next"?\s*(?:;|$)/i.test(link)) continue
    if (URL.canParse(target, current.href)) return new URL(target, current)
  }
  return undefined
}
