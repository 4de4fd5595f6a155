import { parseLine, parsePath, parseText, refused } from '@promo/runner'
import { actionError } from '../errors.ts'

/** The grammars of inputs that reach a builder as options, those of `docker buildx build` (docker/buildx, docs/reference/buildx_build.md). */

/**
 * `name=value` of a build argument, label or annotation. An item of a JSON list may have lines. Quotes around the whole, which
 * docker/build-push-action takes away, would become part of the name, and the build would go on without it.
 */
export function parseSetting(value: string): string {
  const equals = value.indexOf('=')
  if (/^[^\s=,"'-][^\s="']{0,255}=/.test(value))
    return parseLine(value.slice(0, equals)) + parseText(value.slice(equals))
  throw refused(value, '`name=value` without quotes around it')
}

/** The directory of a checkout. Throws `context-remote` for what buildx would fetch: that is no commit that promo knows of. */
export function parseContext(value: string): string {
  if (!/^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/|\{\{)/i.test(value)) return parsePath(value)
  throw actionError('context-remote', {}, `${JSON.stringify(value.slice(0, 100))} is no directory`)
}

/** `default`, or `id=path`, with several paths behind commas. */
export function parseSsh(value: string): string {
  if (/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}(?:=[^\s=,$`;|<>"*?{}-][^\s$`;|<>"*?{}]{0,1023})?$/.test(value)) return value
  throw refused(value, '`default`, or `id=path` of a socket or key')
}

/** Of the steps of the build. */
export function parseNetwork(value: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(value)) return value
  throw refused(value, '`default`, `none`, `host` or the name of a network')
}

/** A privilege, such as `network.host` or `device=…`. */
export function parseEntitlement(value: string): string {
  if (/^[a-z]+(?:\.[a-z]+)+$|^device(?:=[A-Za-z0-9][A-Za-z0-9._/=-]{0,255})?$/.test(value)) return value
  throw refused(value, 'a privilege such as `network.host`')
}

/** `name:address`, or with `=`. */
export function parseAddedHost(value: string): string {
  if (/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}[:=](?:host-gateway|\[?[0-9A-Fa-f:.]{2,45}\]?)$/.test(value)) return value
  throw refused(value, '`name:address`')
}

/** Bytes, with a unit. */
export function parseSize(value: string): string {
  if (/^\d{1,15}(?:[bkmgt]b?)?$/i.test(value)) return value
  throw refused(value, 'a size such as `256m`')
}

/** `nofile=1024:2048`. */
export function parseUlimit(value: string): string {
  if (/^[a-z]{2,16}=(?:-1|\d{1,20})(?::(?:-1|\d{1,20}))?$/.test(value)) return value
  throw refused(value, '`type=soft` or `type=soft:hard`')
}

/**
 * An image reference, or `type=…` with its attributes (docker/buildx, `--cache-from`). Throws `cache-withheld` for the cache of
 * GitHub: without the runner's token buildx passes over it in silence (docker/buildx, util/buildflags/cache.go, `IsActive`).
 */
export function parseCache(value: string): string {
  if (/(?:^|,)type=gha(?:,|$)/.test(value))
    throw actionError('cache-withheld', {}, 'a cache of type gha needs a token that no build sees')
  if (/^[A-Za-z0-9][A-Za-z0-9._/:@=,+~%-]{0,1023}$/.test(value)) return value
  throw refused(value, 'an image reference or `type=…,key=value`')
}

/** The name of a stage (Dockerfile reference, `FROM … AS`). */
export function parseTarget(value: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(value)) return value
  throw refused(value, 'the name of a stage')
}

export function parseProvenance(value: string): 'max' | 'min' | 'false' {
  if (value === 'max' || value === 'min' || value === 'false') return value
  throw refused(value, 'one of max, min, false')
}
