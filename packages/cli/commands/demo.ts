import { Command } from 'commander'
import type { Ended } from '../program.ts'

interface DemoOptions {
  readonly json?: string
  readonly keep?: boolean
  readonly directory?: string
  readonly online?: boolean
}

/** `promo demo`: plays the story in the sandbox. The sandbox is loaded by this command alone. */
export function demoCommand(ended: Ended): Command {
  const command = new Command('demo').description(
    'Play the whole line in a sandbox: no GitHub, registry or Sigstore needed',
  )
  return command
    .option('--json <file>', 'write what was seen as a document')
    .option('--keep', 'leave the sandbox up and print how to look at it')
    .option('--online', 'fetch the real vulnerability database first; it may hold findings of your own Go')
    .option('--directory <path>', 'where the sandbox writes; default a temporary directory')
    .action(async () => {
      const { playDemo } = await import('../demo/play.ts')
      ended.exitCode = await playDemo(command.opts<DemoOptions>())
    })
}
