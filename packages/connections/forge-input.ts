import { parseSecret, refused, tokenInput, type Field, type InputReader } from '@promo/runner'
import { connectionError } from './errors.ts'

/** How GitHub's API is reached: with an App's short-lived token when an App is named, else with `token`. */
export type ForgeAccess =
  | { readonly kind: 'app'; readonly appId: string; readonly privateKey: string }
  | { readonly kind: 'token'; readonly token: string }

/** `token`, `app-id`, `app-private-key`; throws `token-missing` when none is given. */
export function forgeInput(input: InputReader): Field<ForgeAccess> {
  return input.all('token', { access: optionalForgeInput(input) }, ({ access }) => {
    if (access !== undefined) return access
    throw connectionError('token-missing', {}, 'there is no token for the API')
  })
}

/** The same for actions that can do without GitHub. */
export function optionalForgeInput(input: InputReader): Field<ForgeAccess | undefined> {
  const fields = {
    token: tokenInput(input),
    appId: input.optional('app-id', parseAppId),
    privateKey: input.secret('app-private-key', parsePrivateKey),
  }
  return input.all<typeof fields, ForgeAccess | undefined>('token', fields, ({ token, appId, privateKey }) => {
    if (appId !== undefined && privateKey !== undefined) return { kind: 'app', appId, privateKey }
    if (appId !== undefined || privateKey !== undefined)
      throw connectionError('app-incomplete', {}, '`app-id` and `app-private-key` belong together')
    return token === undefined ? undefined : { kind: 'token', token }
  })
}

/** The number of an App or its client id. */
function parseAppId(text: string): string {
  if (/^[A-Za-z0-9._-]{1,64}$/.test(text)) return text
  throw refused(text, 'the id of an App')
}

/** A PEM file (RFC 7468). The refusal does not show it. */
function parsePrivateKey(text: string): string {
  if (/^-----BEGIN [A-Z ]*PRIVATE KEY-----\s[\s\S]+\s-----END [A-Z ]*PRIVATE KEY-----$/.test(text))
    return parseSecret(text)
  throw connectionError('app-key-invalid', {}, '`app-private-key` is not a private key in PEM form')
}
