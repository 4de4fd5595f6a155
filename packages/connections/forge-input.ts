import type { Field, InputReader } from '@promo/runner'
import { connectionError } from './errors.ts'

/** How GitHub's API is reached: with an App's short-lived token when an App is named, else with `token`. */
export type ForgeAccess =
  | { readonly kind: 'app'; readonly appId: string; readonly privateKey: string }
  | { readonly kind: 'token'; readonly token: string }

/** `token`, `app-id`, `app-private-key`. */
export function forgeInput(input: InputReader): Field<ForgeAccess> {
  const fields = {
    token: input.secret('token'),
    appId: input.optional('app-id', (text) => text),
    privateKey: input.secret('app-private-key'),
  }
  return input.all<typeof fields, ForgeAccess>('token', fields, ({ token, appId, privateKey }) => {
    if (appId !== undefined && privateKey !== undefined) return { kind: 'app', appId, privateKey }
    if (appId !== undefined || privateKey !== undefined)
      throw connectionError('app-incomplete', {}, '`app-id` and `app-private-key` belong together')
    if (token !== undefined) return { kind: 'token', token }
    throw connectionError('token-missing', {}, 'there is no token for the API')
  })
}
