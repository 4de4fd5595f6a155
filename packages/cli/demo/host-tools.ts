import { homedir } from 'node:os'
import { expectSuccess, runProgram } from '@promo/process'

/** What a hosted runner has and a job of the sandbox gets: programs, and Go's build cache, so that only what changed is compiled. */
export async function hostTools(): Promise<Readonly<Record<string, string>>> {
  const PATH = process.env['PATH'] ?? ''
  const env = {
    PATH,
    HOME: homedir(),
    ...pick(['XDG_CACHE_HOME', 'GOCACHE', 'GOMODCACHE', 'GOROOT', 'LOCALAPPDATA', 'USERPROFILE']),
  }
  const finished = await runProgram({ program: 'go', args: ['env', 'GOCACHE', 'GOMODCACHE'], cwd: homedir(), env })
  const [GOCACHE = '', GOMODCACHE = ''] = new TextDecoder()
    .decode(expectSuccess(finished, 'go env').stdout)
    .trim()
    .split(/\r?\n/)
  return { PATH, GOCACHE, GOMODCACHE, GOTOOLCHAIN: 'local' }
}

function pick(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  )
}
