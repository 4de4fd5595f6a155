import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectSuccess, runProgram } from '@promo/process'
import { ROOT } from '../repository-root.ts'
import type { Narrator } from './narrator.ts'
import { BOOKSTORE, type Scene } from './scene.ts'

/** Where the demo leaves the trusted root of its sandbox. */
export function trustedRootFile(directory: string): string {
  return join(directory, 'trusted-root.json')
}

/** Walks back from what runs in prod to its sources, with the command that anyone would use. */
export async function tellTrace(
  { sandbox, directory, developer, hostTools }: Scene,
  subject: string,
  narrator: Narrator,
): Promise<void> {
  const trustedRoot = trustedRootFile(directory)
  writeFileSync(trustedRoot, sandbox.sigstore.trustedRoot)
  const finished = await runProgram({
    program: process.execPath,
    args: [
      join(ROOT, 'packages', 'cli', 'main.ts'),
      'trace',
      subject,
      '--repository',
      BOOKSTORE,
      '--trusted-root',
      trustedRoot,
    ],
    cwd: directory,
    env: { ...hostTools, ...sandbox.network.environment, HOME: directory, PROMO_TOKEN: developer.token },
  })
  for (const line of expectSuccess(finished, 'promo trace').stderr.trim().split('\n')) narrator.say(line)
}
