import { PromoError } from './errors.ts'

/** Runs the function and returns the PromoError it throws or rejects with; fails when it ends well, or with another error or code. */
export async function expectCode(code: string, run: () => unknown): Promise<PromoError> {
  let ended: unknown
  try {
    ended = await run()
  } catch (error) {
    if (error instanceof PromoError && error.code === code) return error
    throw new Error(`expected error code ${code}`, { cause: error })
  }
  throw new Error(`expected error code ${code}, but it ended well: ${typeof ended}`)
}
