import { isPromoError } from '@promo/core'

/**
 * Runs the deed once more when a log says that it holds the entry already and cannot give it back: an earlier attempt got
 * through and its answer was lost. An ECDSA signature is another one each time; a key of another kind is refused again.
 */
export async function onceAgainWhenLogged<T>(deed: () => Promise<T>): Promise<T> {
  try {
    return await deed()
  } catch (error) {
    if (!isPromoError(error) || error.code !== 'log-entry-lost') throw error
    return deed()
  }
}
