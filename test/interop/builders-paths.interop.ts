import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { anActionScene, type ActionScene } from './builders/action-scene.ts'
import { compileProbe } from './builders/probe-program.ts'
import { BUILDERS, DAEMON } from './builders/running-builder.ts'
import { sshContext } from './builders/ssh-probe.ts'
import { everythingOf } from './builders/stored-image.ts'

jest.setTimeout(240_000)

/** Says each argument it finds in its environment or among its files. */
const PROGRAM = `package main

import (
	"fmt"
	"os"
)

func main() {
	out, err := os.Create("/said")
	if err != nil {
		panic(err)
	}
	for _, name := range os.Args[1:] {
		text, err := os.ReadFile(name)
		if err != nil {
			text = []byte(os.Getenv(name))
		}
		fmt.Fprintf(out, "%s is %q\\n", name, text)
	}
}
`

/** The same files in the workspace and in the context, each saying where it lies. */
function fill(workspace: string): void {
  sshContext(join(workspace, 'lent'))
  for (const [place, directory] of Object.entries({ workspace, context: join(workspace, 'app') })) {
    mkdirSync(join(directory, 'extra'), { recursive: true })
    writeFileSync(join(directory, 'extra', 'file'), `of the ${place}`)
    writeFileSync(join(directory, 'secret'), `secret of the ${place}`)
  }
  mkdirSync(join(workspace, 'docker'))
  compileProbe(join(workspace, 'app'), PROGRAM)
  const names = ['EMPTY', 'EQUALS', 'LINES', 'QUOTES']
  const dockerfile = [
    ...['FROM scratch', 'COPY probe /probe', ...names.map((name) => `ARG ${name}=default`)],
    `RUN --mount=type=secret,id=file --mount=type=secret,id=token ${JSON.stringify(['/probe', ...names])}`,
  ]
  writeFileSync(join(workspace, 'docker', 'args.Dockerfile'), `${dockerfile.join('\n')}\n`)
  writeFileSync(join(workspace, 'app', 'Dockerfile'), 'FROM scratch\nCOPY --from=extra file /file\n')
}

describe.each(BUILDERS)('the inputs of build-by-digest with the driver $driver', (kind) => {
  let action: ActionScene
  beforeAll(async () => {
    action = await anActionScene({ kind, fill, variables: { GITHUB_TOKEN: 'canary-github-token' } })
  })
  afterAll(() => action.close())

  const stored = async (inputs: Readonly<Record<string, string>>): Promise<string> => {
    const { digest } = await action.build('inputs', { context: 'app', provenance: 'false', ...inputs })
    return (await everythingOf(action.scene, 'inputs', digest)).toString('latin1')
  }

  test('take relative paths from the workspace, wherever the context is', async () => {
    const caches = { 'cache-to': 'type=local,dest=written', 'cache-from': 'type=local,src=written' }
    expect(await stored({ 'build-contexts': 'extra=extra', ...caches })).toContain('of the workspace')
    expect(existsSync(join(action.workspace, 'written', 'index.json'))).toBe(true)
    expect(existsSync(join(action.workspace, 'app', 'written'))).toBe(false)
    rmSync(join(action.workspace, 'written'), { recursive: true })
    expect(await stored({ context: 'lent', ssh: 'default=lent.key' })).toContain('SSH_AUTH_SOCK')
  })

  test('take a Dockerfile outside the context, and arguments as they are written', async () => {
    const args = ['EMPTY=', 'EQUALS=a=b, c', 'LINES=one\ntwo', `QUOTES="'`]
    const said = await stored({ file: 'docker/args.Dockerfile', 'build-args': JSON.stringify(args) })
    for (const line of [
      'EMPTY is ""',
      'EQUALS is "a=b, c"',
      String.raw`LINES is "one\ntwo"`,
      String.raw`QUOTES is "\"'"`,
    ])
      expect(said).toContain(line)
  })

  test('lend a secret of the workspace, and a token of the runner by its name', async () => {
    writeFileSync(join(action.workspace, 'docker', 'secret.Dockerfile'), secretDockerfile())
    const inputs = {
      file: 'docker/secret.Dockerfile',
      'secret-files': 'file=secret',
      'secret-envs': 'token=GITHUB_TOKEN',
    }
    const said = await stored(inputs)
    expect(said).toContain('/run/secrets/file is "secret of the workspace"')
    expect(said).toContain('/run/secrets/token is "canary-github-token"')
    expect(action.argv()).not.toContain('canary-github-token')
  })

  test('refuse a secret that is not there, and a Dockerfile', async () => {
    const run = (inputs: Readonly<Record<string, string>>) => action.run('inputs', { context: 'app', ...inputs })
    expect(await run({ 'secret-envs': 'token=NOT_SET' })).toMatchObject({ code: 'secret-missing' })
    expect(await run({ file: 'nowhere/Dockerfile' })).toMatchObject({ code: 'dockerfile-missing' })
    expect(action.argv()).not.toContain('build\n')
  })

  test('name in one line why a build failed', async () => {
    const inputs = { context: 'app', file: 'docker/args.Dockerfile', target: 'nowhere' }
    const { message } = await action.run('inputs', inputs)
    expect(message).toContain('nowhere')
    expect(message).not.toContain('\n')
  })
})

function secretDockerfile(): string {
  const mounts = ['file', 'token'].map((id) => `--mount=type=secret,id=${id}`)
  const command = JSON.stringify(['/probe', '/run/secrets/file', '/run/secrets/token'])
  return ['FROM scratch', 'COPY probe /probe', `RUN ${mounts.join(' ')} ${command}`, ''].join('\n')
}

describe('the inputs of build-by-digest with the driver docker', () => {
  test('take relative paths from the workspace too', async () => {
    const action = await anActionScene({ kind: DAEMON, fill })
    try {
      writeFileSync(join(action.workspace, 'lent', 'Dockerfile'), 'FROM scratch\nCOPY probe /probe\n')
      appendFileSync(join(action.workspace, 'docker', 'plain.Dockerfile'), 'FROM scratch\nCOPY probe /probe\n')
      await action.build('inputs', { context: 'lent', ssh: 'default=lent.key', file: 'docker/plain.Dockerfile' })
      expect(await action.run('inputs', { context: 'lent', ssh: 'default=other.key' })).toMatchObject({
        code: 'build-failed',
      })
    } finally {
      await action.close()
    }
  })
})
