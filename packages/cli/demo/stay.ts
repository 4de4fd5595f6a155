import { once } from 'node:events'
import type { Sandbox } from '@promo/sandbox'
import type { Narrator } from './narrator.ts'
import { trustedRootFile } from './trace.ts'

/** Keeps the sandbox up until Ctrl-C, and says how to look at it with the tools one knows. */
export async function untilStopped({ network }: Sandbox, directory: string, narrator: Narrator): Promise<void> {
  narrator.chapter('The sandbox stays up. Ctrl-C ends it.')
  narrator.say('Reach it from another terminal:')
  for (const [name, value] of Object.entries(network.environment)) narrator.say(`  export ${name}=${value}`)
  narrator.say('Then, for example:')
  narrator.say('  git clone https://github.com/your-org/bookstore')
  narrator.say('  crane manifest ghcr.io/your-org/bookstore-catalog:sha-<commit>')
  narrator.say(
    `  npx promo inspect ghcr.io/your-org/bookstore-catalog:sha-<commit> --trusted-root ${trustedRootFile(directory)}`,
  )
  narrator.say(`Everything is below ${directory}`)
  await once(process, 'SIGINT')
}
