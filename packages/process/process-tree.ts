import { spawn, type ChildProcess } from 'node:child_process'

/** From the polite signal to the other one, in milliseconds: a cancelled step has five seconds in all. */
const GRACE_MS = 2000
const WATCHED: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

const running = new Set<ChildProcess>()

/** Children lead a process group of their own, so they are ended with this process too, however it ends. */
export function watchTree(child: ChildProcess): void {
  if (running.size === 0) {
    process.on('exit', killAll)
    for (const signal of WATCHED) process.on(signal, endByself)
  }
  running.add(child)
}

export function unwatchTree(child: ChildProcess): void {
  running.delete(child)
  if (running.size > 0) return
  process.off('exit', killAll)
  for (const signal of WATCHED) process.off(signal, endByself)
}

/** Ends the child and all its descendants: politely first, for good after two seconds. */
export function killTree(child: ChildProcess): void {
  signalTree(child, 'SIGTERM')
  const timer = setTimeout(() => signalTree(child, 'SIGKILL'), GRACE_MS)
  child.once('close', () => {
    clearTimeout(timer)
    // Descendants that ignored the first signal outlive the leader of their group.
    signalTree(child, 'SIGKILL')
  })
}

function signalTree(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true }).on(
      'error',
      () => undefined,
    )
    return
  }
  try {
    process.kill(-child.pid, signal)
  } catch {
    // The group is gone already.
  }
}

function killAll(): void {
  for (const child of running) signalTree(child, 'SIGKILL')
}

/** Does what the signal does without a handler, after the children are gone. */
function endByself(signal: NodeJS.Signals): void {
  const others = process.listenerCount(signal) > 1
  for (const child of running) signalTree(child, 'SIGTERM')
  if (others) return
  killAll()
  process.off(signal, endByself)
  process.kill(process.pid, signal)
}
