import type { LoopbackHost } from '@promo/sandbox/network'
import { createNarrator } from '../demo/narrator.ts'
import { invalid, parsePort } from './options.ts'
import { aborted, stopSignal } from './stop-signal.ts'

export interface RegistryOptions {
  readonly port?: string
  readonly json?: boolean
}

/** Serves the registry without the rest of the sandbox until Ctrl-C. Throws `sandbox-option-invalid`, also for a port in use. */
export async function sandboxRegistry(options: RegistryOptions): Promise<number> {
  const port = parsePort(options.port)
  const narrator = createNarrator(process.stderr)
  const served = await serve(port)
  const stop = stopSignal()
  try {
    if (options.json === true) process.stdout.write(`${JSON.stringify({ registry: served.host })}\n`)
    narrator.chapter(`The registry is up at http://${served.host}. Ctrl-C ends it.`)
    await aborted(stop.signal)
    return 0
  } finally {
    stop.release()
    served.close()
  }
}

async function serve(port: number): Promise<LoopbackHost> {
  const { serveLoopback } = await import('@promo/sandbox/network')
  const { createSandboxRegistry } = await import('@promo/sandbox/registry')
  try {
    return await serveLoopback(createSandboxRegistry().handler, { port })
  } catch (error) {
    throw invalid('--port', String(port), error instanceof Error ? error.message : 'it cannot be used')
  }
}
