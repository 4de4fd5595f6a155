import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, jest, test } from '@jest/globals'
import { build } from 'esbuild'

jest.setTimeout(30_000)

const bundle = path.join(mkdtempSync(path.join(tmpdir(), 'promo-step-')), 'step.mjs')

/** As actions are shipped, and five times faster to start than from sources. */
beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL('testing/step.ts', import.meta.url))],
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['@actions/artifact'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  })
})

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
}

/** Runs the fixture as the runner would: its own process, only the runner's variables, empty command files. */
async function step(
  inputs: Readonly<Record<string, string>>,
  onReady?: (kill: (signal: NodeJS.Signals) => void) => void,
): Promise<Ended> {
  const directory = mkdtempSync(path.join(tmpdir(), 'promo-step-'))
  const [output, summary] = ['output', 'summary'].map((name) => path.join(directory, name)) as [string, string]
  for (const file of [output, summary]) writeFileSync(file, '')
  const env = {
    RUNNER_TEMP: directory,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_WORKSPACE: directory,
  }
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  const child = spawn(process.execPath, [bundle], {
    env: { ...env, ...(Object.fromEntries(given) as Record<string, string>) },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk
    if (chunk.includes('ready')) onReady?.((signal) => child.kill(signal))
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, stdout, outputs: parseOutputs(readFileSync(output, 'utf8')), summary: readFileSync(summary, 'utf8') }
}

function parseOutputs(text: string): Readonly<Record<string, string>> {
  const blocks = text.matchAll(/^(.+?)<<(ghadelimiter_\S+)\n([^]*?)\n\2$/gm)
  return Object.fromEntries([...blocks].map(([, name = '', , value = '']) => [name, value]))
}

const kill = (signal: NodeJS.Signals) => (end: (signal: NodeJS.Signals) => void) => end(signal)

describe('a step', () => {
  const endings: readonly (readonly [string, Readonly<Record<string, string>>, number, string, string])[] = [
    ['passes', { do: 'pass' }, 0, 'pass', ''],
    ['passes although something still holds the process', { do: 'keep-socket' }, 0, 'pass', ''],
    ['fails on findings', { do: 'findings' }, 1, 'findings', 'fixture-findings'],
    ['only warns of findings in mode warn', { do: 'findings', mode: 'warn' }, 0, 'findings', 'fixture-findings'],
    ['fails on a wrong input', { do: 'dance' }, 1, 'configuration', 'input-invalid'],
    ['fails on an unknown error', { do: 'unknown' }, 1, 'infrastructure', 'internal-error'],
    ['fails on a rejection nobody caught', { do: 'stray-rejection' }, 1, 'infrastructure', 'internal-error'],
    ['fails when nothing is left to wait for', { do: 'run-empty' }, 1, 'infrastructure', 'ended-early'],
    ['fails when something leaves the process', { do: 'leave' }, 1, 'infrastructure', 'ended-early'],
  ]

  test.concurrent.each(endings)('%s, with its outputs written', async (_what, inputs, code, outcome, failureCode) => {
    const ended = await step(inputs)
    expect({ code: ended.code, ...ended.outputs }).toMatchObject({ code, outcome, 'failure-code': failureCode })
    expect(ended.stdout).not.toContain('    at ')
    expect(ended.summary.includes('What to do')).toBe(failureCode !== '')
  })

  test.concurrent.each(['hang', 'obey-signal'])(
    'that was cancelled ends within the time the runner gives: %s',
    async (way) => {
      const ended = await step({ do: way }, kill('SIGTERM'))
      expect({ code: ended.code, ...ended.outputs }).toEqual({
        code: 1,
        outcome: 'infrastructure',
        'failure-code': 'cancelled',
      })
    },
  )

  test.concurrent('says nothing that becomes a command, no secret, and at most ten annotations of a type', async () => {
    const { stdout, summary } = await step({ do: 'say' })
    const commands = stdout.split('\n').filter((line) => /^\s*::/.test(line))
    const issued = commands.filter((line) => !line.startsWith('::add-mask::'))
    expect(new Set(issued.map((line) => /^::([a-z-]+)/.exec(line)?.[1]))).toEqual(
      new Set(['group', 'endgroup', 'warning']),
    )
    expect(issued.filter((line) => line.startsWith('::warning')).length).toBeLessThanOrEqual(10)
    expect(stdout).toContain('and 7 more of this kind')
    expect(
      stdout
        .split('\n')
        .filter((line) => !line.startsWith('::add-mask::'))
        .join('\n'),
    ).not.toMatch(/top-secret-value|LnRvcC1zZWNyZXQtdmFsdWU/)
    expect(stdout).not.toContain('##[error]')
    expect(summary).toBe('# Summary with ***\n\n')
  })

  test.concurrent('writes no summary when it is told so', async () => {
    expect((await step({ do: 'findings', summary: 'false' })).summary).toBe('')
  })
})
