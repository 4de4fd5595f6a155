import { createNarrator, type Narrator } from '../demo/narrator.ts'
import { tellJobs } from '../demo/progress.ts'
import { PROMO } from '../promo-files.ts'
import { parsePairs, parseRepository, readSecrets, type LocalRepository } from './options.ts'
import { NO_SCANNERS, openStage, type Stage } from './stage.ts'
import { aborted, stopSignal } from './stop-signal.ts'

export interface UpOptions {
  readonly repository?: readonly string[]
  readonly variable?: readonly string[]
  readonly secret?: readonly string[]
  readonly directory?: string
  readonly json?: boolean
}

/** Starts the sandbox, pushes the folders, says how to reach it, and stays until Ctrl-C. */
export async function sandboxUp(options: UpOptions): Promise<number> {
  const repositories = (options.repository ?? []).map(parseRepository)
  const variables = parsePairs('--variable', options.variable ?? [])
  const secrets = readSecrets(options.secret ?? [], process.env)
  const narrator = createNarrator(process.stderr)
  const stop = stopSignal()
  const stage = await openStage({
    variables,
    secrets,
    ...(options.directory === undefined ? {} : { directory: options.directory }),
  })
  try {
    tellJobs(stage.sandbox, narrator)
    if (stage.toolDirectory === '') narrator.say(NO_SCANNERS)
    for (const repository of repositories) await stage.push(repository)
    if (options.json === true) process.stdout.write(`${JSON.stringify(described(stage, repositories))}\n`)
    tell(stage, repositories, narrator)
    await aborted(stop.signal)
    return 0
  } finally {
    stop.release()
    narrator.say('ending what still runs')
    await stage.close()
  }
}

/** What a script needs to use the sandbox: also the tokens, which open nothing outside it. */
function described({ sandbox, directory, developer, app }: Stage, repositories: readonly LocalRepository[]): object {
  const { login, token } = developer
  return {
    environment: sandbox.network.environment,
    users: [{ login, token }],
    app: { id: app.appId, slug: app.slug },
    repositories: [PROMO, ...repositories.map(({ name }) => name)],
    trustedRoot: sandbox.sigstore.trustedRoot,
    directory,
  }
}

function tell(
  { sandbox, directory, developer }: Stage,
  repositories: readonly LocalRepository[],
  narrator: Narrator,
): void {
  narrator.chapter('The sandbox is up. Ctrl-C ends it.')
  narrator.say('In another terminal, for git, curl, docker clients and promo itself:')
  for (const [name, value] of Object.entries(sandbox.network.environment)) narrator.say(`  export ${name}=${value}`)
  narrator.say(`User ${developer.login}, token ${developer.token} (git, REST API and ghcr.io)`)
  for (const name of [PROMO, ...repositories.map((each) => each.name)]) {
    narrator.say(`  git clone https://${developer.login}:${developer.token}@github.com/${name}`)
  }
  narrator.say('A push starts its workflows; their jobs are told here as they end.')
  narrator.say(`Everything is below ${directory}`)
}
