import { createProgram } from '@promo/cli'
import { ROOT } from '../../scripts/root.ts'

export interface PromoEnd {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface PromoStart {
  readonly cwd?: string
  readonly variables?: Readonly<Record<string, string>>
}

/** What a workflow would have set: the command is run as at a terminal, with no way out to a network. */
const OUTSIDE = /^(?:GITHUB_|RUNNER_|ACTIONS_|PROMO_)/

/** Runs one command line in this process, in a directory of its own choice. One at a time. */
export async function promo(args: readonly string[], start: PromoStart = {}): Promise<PromoEnd> {
  const kept = { cwd: process.cwd(), env: process.env }
  const [stdout, stderr] = [listenTo(process.stdout), listenTo(process.stderr)]
  const inherited = Object.entries(process.env).filter(([name]) => !OUTSIDE.test(name))
  const closed = { HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9', NO_COLOR: '1' }
  process.env = { ...Object.fromEntries(inherited), ...closed, ...start.variables }
  process.chdir(start.cwd ?? ROOT)
  try {
    const code = await createProgram().run(['node', 'promo', ...args])
    return { code, stdout: stdout.text(), stderr: stderr.text() }
  } finally {
    process.chdir(kept.cwd)
    process.env = kept.env
    stdout.stop()
    stderr.stop()
  }
}

function listenTo(stream: NodeJS.WriteStream): { text(): string; stop(): void } {
  const write = stream.write.bind(stream)
  const heard: string[] = []
  stream.write = (chunk: string | Uint8Array): boolean => {
    heard.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'))
    return true
  }
  return {
    text: () => heard.join(''),
    stop: () => {
      stream.write = write
    },
  }
}
