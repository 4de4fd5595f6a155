import type * as Sandbox from '@promo/sandbox'

/** Loads the sandbox. The workflow parser in it imports JSON in a way that Node takes only with the hook before it. */
export async function loadSandbox(): Promise<typeof Sandbox> {
  await import('@promo/sandbox/json-imports')
  return import('@promo/sandbox')
}
