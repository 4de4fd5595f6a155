import { systemClock, trustDocument } from '@promo/core'
import { Command } from 'commander'
import { screenOf } from '../screen.ts'

interface ShowOptions {
  readonly json?: boolean
}

interface ExportOptions extends ShowOptions {
  readonly output: string
  readonly trustedRoot?: string
}

interface UpdateOptions {
  readonly release: readonly string[]
  readonly signer: readonly string[]
  readonly serverUrl: string
  readonly dryRun?: boolean
}

/** `promo trust show|update|export`: whom promo.yaml trusts, for people and for other verifiers. */
export function trustCommand(): Command {
  const command = new Command('trust').description('Shows, fills in and exports whom promo.yaml trusts')
  addShow(command)
  addUpdate(command)
  addExport(command)
  return command
}

function addShow(parent: Command): void {
  parent
    .command('show')
    .description('Signers and keys: roles, what is accepted, until when')
    .argument('[file]', 'promo.yaml', 'promo.yaml')
    .option('--json', 'print the document on standard output')
    .action(async (file: string, { json }: ShowOptions) => {
      const { readTrustList, trustText } = await import('../trust/index.ts')
      const list = await readTrustList(file, systemClock.now())
      process.stderr.write(trustText(list, screenOf(process.stderr)))
      if (json === true) process.stdout.write(trustDocument.write(list))
    })
}

function addUpdate(parent: Command): void {
  parent
    .command('update')
    .description('Adds the commits of releases to `commits` of the signers, and nothing else')
    .argument('[file]', 'promo.yaml', 'promo.yaml')
    .option('--release <tag>', 'tag to accept, once for each; default: the tags in `refs`', collected, [])
    .option('--signer <id>', 'only this signer, once for each; default: all of other repositories', collected, [])
    .option('--server-url <url>', 'where the repositories of the workflows are', 'https://github.com')
    .option('--dry-run', 'show the change, write nothing')
    .action(async (file: string, { release, signer, serverUrl, dryRun }: UpdateOptions) => {
      const { gitTags, updateTrust } = await import('../trust/index.ts')
      const request = { file, releases: release, signers: signer, dryRun: dryRun === true }
      process.stderr.write(await updateTrust(request, gitTags(serverUrl)))
    })
}

function addExport(parent: Command): void {
  parent
    .command('export')
    .description('Writes identities and keys that are valid now, for other verifiers')
    .argument('[file]', 'promo.yaml', 'promo.yaml')
    .requiredOption('--output <directory>', 'where to write; files of the same names are replaced')
    .option('--trusted-root <file>', 'trusted root to put beside them')
    .option('--json', 'print the document on standard output')
    .action(async (file: string, { output, trustedRoot, json }: ExportOptions) => {
      const { exportedTrust, readTrustList, writeExport } = await import('../trust/index.ts')
      const list = exportedTrust(await readTrustList(file, systemClock.now()))
      process.stderr.write(writeExport(list, output, trustedRoot))
      if (json === true) process.stdout.write(trustDocument.write(list))
    })
}

function collected(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}
