import { isLoopbackHost, isPrivateAddress } from '@promo/http'
import type { Endpoint } from './endpoint.ts'

/**
 * Why a URL that a registry named (realm, Location) is not followed, or undefined when it may be.
 * Follows go-containerregistry's rules after its SSRF reports (#2193, #2243, #2291): https unless the registry itself is
 * plain, no userinfo, no private address unless it is the registry's own host. `http` also checks what names resolve to.
 */
export function addressFault(url: URL, endpoint: Pick<Endpoint, 'origin' | 'plain'>): string | undefined {
  const plainAllowed = endpoint.plain && url.protocol === 'http:'
  if (url.protocol !== 'https:' && !plainAllowed) return `${url.protocol}// is not https`
  if (url.username !== '' || url.password !== '') return 'it carries user information'
  if (url.hostname === new URL(endpoint.origin).hostname) return undefined
  const isPrivate = isLoopbackHost(url.hostname) || isPrivateAddress(url.hostname.replace(/^\[|\]$/g, ''))
  return isPrivate ? `${url.hostname} is a private address` : undefined
}
