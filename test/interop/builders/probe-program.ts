import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from './bookstore-context.ts'

/** Compiles one file of Go to `probe` in the directory, for the machine that builds: a step of a build that needs no base image. */
export function compileProbe(directory: string, program: string): void {
  const source = join(directory, 'probe-source')
  mkdirSync(source, { recursive: true })
  writeFileSync(join(source, 'go.mod'), 'module promo.invalid/probe\n\ngo 1.24\n')
  writeFileSync(join(source, 'main.go'), program)
  compile(source, join(directory, 'probe'), process.arch === 'arm64' ? 'arm64' : 'amd64')
  rmSync(source, { recursive: true })
}
