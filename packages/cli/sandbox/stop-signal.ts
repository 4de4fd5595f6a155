/** Aborted by the first Ctrl-C or SIGTERM, so that what was started can be ended; a second one ends the process at once. */
export function stopSignal(): { readonly signal: AbortSignal; readonly release: () => void } {
  const stop = new AbortController()
  const onSignal = (): void => {
    release()
    stop.abort()
  }
  const release = (): void => {
    for (const name of SIGNALS) process.off(name, onSignal)
  }
  for (const name of SIGNALS) process.on(name, onSignal)
  return { signal: stop.signal, release }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

export async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise((resolve) => {
    signal.addEventListener('abort', resolve, { once: true })
  })
}
