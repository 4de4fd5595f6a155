import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { allowEnvironment, BASE_ENVIRONMENT, runProgram } from '@promo/process'

/**
 * Copies what a commit of the folder would hold: of a git work tree every file that is not ignored, committed or not;
 * of another folder everything but `.git` and `node_modules`.
 */
export async function copyWork(from: string, to: string): Promise<void> {
  const files = existsSync(join(from, '.git')) ? await unignoredFiles(from) : undefined
  if (files === undefined) {
    cpSync(from, to, { recursive: true, filter: (path) => !/[\\/](\.git|node_modules)$/.test(path) })
    return
  }
  for (const file of files.filter((path) => existsSync(join(from, path)))) {
    mkdirSync(dirname(join(to, file)), { recursive: true })
    cpSync(join(from, file), join(to, file), { verbatimSymlinks: true, recursive: true })
  }
}

/** Undefined where git does not answer. */
async function unignoredFiles(directory: string): Promise<readonly string[] | undefined> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const env = allowEnvironment([...BASE_ENVIRONMENT, 'HOME'])
  const { code, stdout } = await runProgram({ program: 'git', args, cwd: directory, env })
  if (code !== 0) return undefined
  return [...new Set(new TextDecoder().decode(stdout).split('\0'))].filter((path) => path !== '')
}
