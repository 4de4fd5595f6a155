import { chmod, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import type { Command, Finished } from './command.ts'
import { runProgram } from './run-program.ts'

let directory: string

beforeEach(async () => {
  directory = await realpath(await mkdtemp(join(tmpdir(), 'promo-process-')))
})

afterEach(() => rm(directory, { recursive: true }))

/** Runs a script with this Node: the one program that is there on every system. */
function node(script: string, changes: Partial<Command> = {}): Promise<Finished> {
  return runProgram({ program: process.execPath, args: ['-e', script], cwd: directory, env: {}, ...changes })
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')

describe('a program', () => {
  test('gets its input, gives its output and exit code, and runs where it was told to', async () => {
    const script = 'process.stdin.pipe(process.stdout); process.stderr.write(process.cwd()); process.exitCode = 7'
    const finished = await node(script, { input: Buffer.from('question') })
    expect([finished.code, text(finished.stdout), finished.stderr]).toEqual([7, 'question', directory])
  })

  test('sees the variables it is given and no other', async () => {
    const finished = await node('console.log(JSON.stringify(process.env))', { env: { ONE: '1' } })
    expect(JSON.parse(text(finished.stdout))).toEqual({ ONE: '1' })
  })

  test('gets each argument as it is', async () => {
    const hostile = [
      '$(id)',
      '`id`',
      '; rm -rf /',
      '*',
      '',
      'a b',
      '"',
      "'",
      '\n::set-output name=x::y',
      '%PATH%',
      '\\',
    ]
    const finished = await node('console.log(JSON.stringify(process.argv.slice(1)))', {
      args: ['-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '--', ...hostile],
    })
    expect(JSON.parse(text(finished.stdout))).toEqual(hostile)
  })

  test('may leave its input unread', async () => {
    const finished = await node('process.exit(0)', { input: Buffer.alloc(4_000_000) })
    expect(finished.code).toBe(0)
  })

  test('keeps the last words of an endless error output', async () => {
    const finished = await node("process.stderr.write('x'.repeat(1_000_000) + 'the end')")
    expect(finished.stderr).toHaveLength(256 * 1024)
    expect(finished.stderr.endsWith('the end')).toBe(true)
  })

  test('is heard line by line while it runs', async () => {
    const heard = join(directory, 'heard')
    const script = `
      process.stderr.write('one\\ntwo')
      const fs = require('node:fs')
      const wait = setInterval(() => { if (fs.existsSync(process.argv[1])) { clearInterval(wait); console.error(' and a half') } }, 5)`
    const lines: string[] = []
    const finished = await runProgram({
      ...{ program: process.execPath, args: ['-e', script, heard], cwd: directory, env: {}, timeoutMs: 20_000 },
      onErrorLine: (line) => {
        lines.push(line)
        void writeFile(heard, '')
      },
    })
    expect([lines, finished.stderr]).toEqual([['one', 'two and a half'], 'one\ntwo and a half\n'])
  })

  test('that is not there is missing, as is one that is no program and a directory to run in', async () => {
    await expectCode('program-missing', () => node('', { program: 'no-such-program' }))
    await writeFile(join(directory, 'text'), 'x')
    await expectCode('program-missing', () => node('', { program: join(directory, 'text') }))
    await expectCode('program-missing', () => node('', { cwd: join(directory, 'nowhere') }))
  })

  test('is found on the PATH it is given, never in the directory it runs in', async () => {
    const tool = join(directory, 'tool')
    await writeFile(tool, '#!/bin/sh\nexit 0\n')
    await chmod(tool, 0o755)
    await expectCode('program-missing', () =>
      node('', { program: 'tool', env: { PATH: `.:${process.env['PATH'] ?? ''}` } }),
    )
    await expectCode('program-missing', () => node('', { program: './tool', env: { PATH: directory } }))
    expect((await runProgram({ program: 'tool', args: [], cwd: '/', env: { PATH: directory } })).code).toBe(0)
  })
})

describe('a program that is ended', () => {
  /** Starts a grandchild that would write a file after a second, and tells its process id. */
  const FAMILY = `
    const { spawn } = require('node:child_process')
    const grandchild = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
    require('node:fs').writeFileSync('grandchild', String(grandchild.pid))
    console.log('ready')
    setInterval(() => {}, 1000)`

  async function grandchildIsAlive(): Promise<boolean> {
    const pid = Number(await readFile(join(directory, 'grandchild'), 'utf8'))
    try {
      process.kill(pid, 0)
    } catch {
      return false
    }
    const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    // A zombie waits for its parent to look; it runs no more.
    return state.split(' ')[2] !== 'Z'
  }

  test('by its time takes its descendants along', async () => {
    const error = await expectCode('program-timeout', () => node(FAMILY, { timeoutMs: 1500 }))
    expect(error.message).toContain('1.5 s')
    expect(await grandchildIsAlive()).toBe(false)
  })

  test('by cancellation ends, also when it would not listen', async () => {
    const cancel = new AbortController()
    const stubborn = `process.on('SIGTERM', () => console.log('no')); ${FAMILY}`
    const run = node(stubborn, { signal: cancel.signal })
    await until(() => readFile(join(directory, 'grandchild'), 'utf8'))
    cancel.abort()
    await expectCode('program-killed', () => run)
    expect(await grandchildIsAlive()).toBe(false)
  })

  test('by a limit on its output', async () => {
    const script = "setInterval(() => process.stdout.write('x'.repeat(1000)), 1)"
    await expectCode('program-output-too-large', () => node(script, { maxOutputBytes: 5000 }))
  })

  test('by a signal from outside was killed', async () => {
    const error = await expectCode('program-killed', () => node("process.kill(process.pid, 'SIGKILL')"))
    expect(error.facts['signal']).toBe('SIGKILL')
  })

  test('before it began is not started', async () => {
    await expectCode('program-killed', () => node(FAMILY, { signal: AbortSignal.abort() }))
    await expect(readFile(join(directory, 'grandchild'))).rejects.toThrow()
  })

  test('does not hold the step when a daemon it left behind keeps its output open', async () => {
    const script = `
      const { spawn } = require('node:child_process')
      spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'inherit' }).unref()
      console.log('done')`
    const finished = await node(script, { timeoutMs: 30_000 })
    expect([finished.code, text(finished.stdout)]).toEqual([0, 'done\n'])
  })

  test('leaves no listener behind', async () => {
    const before = process.listenerCount('SIGTERM')
    await node('')
    expect(process.listenerCount('SIGTERM')).toBe(before)
  })
})

async function until(ready: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await ready().then(Boolean, () => false)) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
