import { Socket } from 'node:net'
import { writeSync } from 'node:fs'
import { ESCAPE } from './escape.ts'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '::1'])
const connect = Reflect.get(Socket.prototype, 'connect') as (...args: unknown[]) => Socket

/** Preloaded with `--import`: this process connects to this machine alone, so that no proxy setting can be missed. */
Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
  const target = args.flat().find((arg) => typeof arg === 'object' && arg !== null)
  const read = (name: string): unknown => (target === undefined ? undefined : Reflect.get(target, name))
  const named = read('host') ?? args.flat()[1]
  const host = typeof named === 'string' ? named : undefined
  if (read('path') !== undefined || host === undefined || LOOPBACK.has(host)) return connect.apply(this, args)
  writeSync(2, `${ESCAPE} ${host}\n`)
  return this.destroy(new Error(`${ESCAPE} ${host}`))
}
