import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connectForge, connectRegistries, connectTrust } from '@promo/connections'
import { chainDocument, parseImageReference, systemClock, type PinnedImage, type RepositoryName } from '@promo/core'
import { imagesOfPods, trace, type TracePorts } from '@promo/ledger'
import { chainHeadline, chainSummary } from '@promo/report'
import { workspacePath, type ActionEnding, type Runner } from '@promo/runner'
import { brokenLinks, traceEnding } from './ending.ts'
import type { TraceActionRequest } from './inputs.ts'

export async function run(request: TraceActionRequest, runner: Runner): Promise<ActionEnding | undefined> {
  const { subject, config: configPath } = request
  const repository = request.repository ?? runner.context.repository.fullName
  const pods = await podsOf(request, runner)
  const ports = await connect(request, runner, repository)
  const chain = await trace({ subject: subject.parsed, text: subject.text, pods, repository, configPath }, ports)
  const directory = await mkdtemp(join(runner.context.temp, 'promo-trace-'))
  const path = join(directory, 'chain.json')
  await writeFile(path, chainDocument.write(chain))
  const uploaded =
    request.artifact === undefined ? undefined : await runner.artifacts.upload(request.artifact, directory)
  const digest = uploaded?.digest ?? ''
  runner.outputs({ chain: path, complete: chain.complete, broken: brokenLinks(chain), 'artifact-digest': digest })
  runner.log.info(chainHeadline(chain))
  await runner.summary(chainSummary(chain))
  return traceEnding(chain)
}

/** Credentials go to the registry of an image of promo.yaml alone. */
async function connect(request: TraceActionRequest, runner: Runner, repository: RepositoryName): Promise<TracePorts> {
  const permissions = { contents: 'read', pull_requests: 'read' } as const
  const trust = await connectTrust(runner, request, request.offline)
  return {
    forge: await connectForge(runner, request.forge, repository, permissions),
    portsFor: (name) => ({
      registry: connectRegistries(runner, request.registry, [parseImageReference(name).registry]),
      trust,
    }),
    clock: systemClock,
  }
}

async function podsOf({ subject }: TraceActionRequest, runner: Runner): Promise<readonly PinnedImage[]> {
  if (subject.parsed.kind !== 'pods') return []
  return imagesOfPods(await readFile(workspacePath(subject.parsed.path, runner.context.workspace), 'utf8'))
}
