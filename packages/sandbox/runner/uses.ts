import { runnerError } from './errors.ts'

/**
 * What a `uses:` points at. `self` (`$/path`): the repository and commit of the file that says it.
 * `local` (`./path`): for a job the same, for a step the job's workspace.
 */
export type Uses =
  | { readonly kind: 'self'; readonly path: string }
  | { readonly kind: 'local'; readonly path: string }
  | { readonly kind: 'remote'; readonly repository: string; readonly path: string; readonly version: string }

/** Parses `uses:` of a step or job. Throws `workflow-unsupported` for docker images, `workflow-invalid` for anything else. */
export function parseUses(text: string): Uses {
  if (text.startsWith('docker://')) {
    throw runnerError('workflow-unsupported', { uses: text }, `the sandbox runs no container: ${text}`)
  }
  if (text.startsWith('$/')) return { kind: 'self', path: cleanPath(text.slice(2)) }
  if (text.startsWith('./')) return { kind: 'local', path: cleanPath(text.slice(2)) }
  const match = /^(?<owner>[\w.-]+)\/(?<name>[\w.-]+)(?<path>\/[^@]*)?@(?<version>[^@\s]+)$/.exec(text)
  const { owner, name, path, version } = match?.groups ?? {}
  if (owner === undefined || name === undefined || version === undefined) {
    throw runnerError('workflow-invalid', { uses: text }, `Expected format {org}/{repo}[/path]@ref. Actual '${text}'`)
  }
  return { kind: 'remote', repository: `${owner}/${name}`, path: cleanPath(path ?? ''), version }
}

function cleanPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.includes('..')) {
    throw runnerError('workflow-invalid', { path }, `'${path}' leaves its repository`)
  }
  return parts.join('/')
}
