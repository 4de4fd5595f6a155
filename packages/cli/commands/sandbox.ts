import { Command } from 'commander'
import type { Ended } from '../program.ts'
import type { PlanOptions } from '../sandbox/plan.ts'
import type { RegistryOptions } from '../sandbox/registry.ts'
import type { RunOptions } from '../sandbox/run.ts'
import type { UpOptions } from '../sandbox/up.ts'

/** `promo sandbox up|run|plan|registry`: GitHub, ghcr.io and Sigstore on loopback, for workflows of one's own. */
export function sandboxCommand(ended: Ended): Command {
  return new Command('sandbox')
    .description('Run your workflows offline: GitHub, its runner, ghcr.io and Sigstore on loopback')
    .addCommand(upCommand(ended))
    .addCommand(runCommand(ended))
    .addCommand(planCommand(ended))
    .addCommand(registryCommand(ended))
}

function upCommand(ended: Ended): Command {
  const command = repeatable(new Command('up').description('Start the sandbox and stay until Ctrl-C'))
    .option('--repository <dir=owner/name>', 'folder to push as a repository (again for more)', collect)
    .option('--json', 'print how to reach it as one line of JSON, once it is up')
    .addHelpText(
      'after',
      '\nExample:\n  promo sandbox up --repository .=acme/shop --variable REGION=eu --secret DEPLOY_KEY',
    )
  return command.action(async () => {
    const { sandboxUp } = await import('../sandbox/up.ts')
    ended.exitCode = await sandboxUp(command.opts<UpOptions>())
  })
}

function runCommand(ended: Ended): Command {
  const command = repeatable(
    new Command('run').description('Run one workflow of a folder once; exit code 1 when it fails'),
  )
    .argument('<workflow>', 'file in .github/workflows')
    .option('--repository <dir[=owner/name]>', 'folder of the repository', '.')
    .option('--event <name>', 'push, workflow_dispatch, schedule or repository_dispatch', 'push')
    .option('--input <name=value>', 'input of a dispatch (again for more)', collect)
    .option('--json', 'print the runs as JSON on standard output')
    .addHelpText(
      'after',
      '\nExamples:\n  promo sandbox run release.yml\n  promo sandbox run deploy.yml --event workflow_dispatch --input environment=dev',
    )
  return command.action(async (workflow: string) => {
    const { sandboxRun } = await import('../sandbox/run.ts')
    ended.exitCode = await sandboxRun(workflow, command.opts<RunOptions>())
  })
}

function planCommand(ended: Ended): Command {
  const command = new Command('plan')
    .description('Print the jobs of a workflow and of all that it calls, without running anything')
    .argument('<workflow>', 'file in .github/workflows')
    .option('--repository <dir[=owner/name]>', 'folder of the repository', '.')
    .option('--with <dir=owner/name>', 'folder of another repository it calls (again for more)', collect)
    .option('--json', 'print the graph as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  promo sandbox plan release.yml --json | jq ".jobs[] | {id, needs, permissions}"',
    )
  return command.action(async (workflow: string) => {
    const { sandboxPlan } = await import('../sandbox/plan.ts')
    ended.exitCode = await sandboxPlan(workflow, command.opts<PlanOptions>())
  })
}

function registryCommand(ended: Ended): Command {
  const command = new Command('registry')
    .description('Serve the sandbox’s registry alone, in memory, over plain http on loopback, until Ctrl-C')
    .option('--port <number>', 'where it listens; default any that is free')
    .option('--json', 'print its address as one line of JSON, once it is up')
    .addHelpText(
      'after',
      '\nExample:\n  promo sandbox registry --port 5000\n  crane push app.tar 127.0.0.1:5000/your-org/app:v1',
    )
  return command.action(async () => {
    const { sandboxRegistry } = await import('../sandbox/registry.ts')
    ended.exitCode = await sandboxRegistry(command.opts<RegistryOptions>())
  })
}

function repeatable(command: Command): Command {
  return command
    .option('--variable <name=value>', 'variable of the repositories (again for more)', collect)
    .option('--secret <name>', 'secret of the repositories, its value from the variable of that name', collect)
    .option('--directory <path>', 'where the sandbox writes; default a temporary folder')
}

function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value]
}
