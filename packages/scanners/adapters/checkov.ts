import { stat } from 'node:fs/promises'
import { scannerError } from '../errors.ts'
import { expectExit, withTool, type Adapter, type AdapterContext } from './adapter.ts'
import { readCheckovReport } from './checkov-report.ts'

/** Named, because checkov otherwise adds the runners of whatever programs it finds, and reports every finding again. */
const FRAMEWORKS = ['terraform', 'kubernetes', 'dockerfile']

/** By itself checkov passes over hidden directories and `node_modules`, where a repository could put what it wants unseen. */
const EVERYWHERE = { CKV_IGNORE_HIDDEN_DIRECTORIES: 'false', CKV_IGNORED_DIRECTORIES: '.git' }

/**
 * Misconfigurations of Terraform, Kubernetes and Dockerfiles, in one run: most of checkov's time goes into starting. A
 * directory without any of them is clean. Findings that comments suppress are told with their reasons.
 * Throws `nothing-scanned` when there is no directory, `files-unread`, and what every adapter throws.
 */
export function createCheckov(context: AdapterContext): Adapter {
  return async (subject) => {
    if (subject.kind === 'image') throw scannerError('scanner-unsupported', {}, 'checkov does not scan images')
    return withTool('checkov', context, async ({ run }) => {
      await expectDirectory(subject.path)
      const finished = await run(argumentsFor(subject.path), EVERYWHERE)
      expectExit(finished, 'checkov', 0)
      return readCheckovReport(finished.stdout)
    })
  }
}

/** The joined form of `--directory` matters: after a separate one checkov reads the directory's `.checkov.yaml`, and runs its Python. */
function argumentsFor(path: string): readonly string[] {
  return [
    `--directory=${path}`,
    ...['--framework', ...FRAMEWORKS],
    ...['--skip-download', '--download-external-modules', 'false'],
    ...['--soft-fail', '--compact', '--output', 'json'],
  ]
}

/** checkov takes a directory that is not there for one in which all is well. */
async function expectDirectory(path: string): Promise<void> {
  const isDirectory = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isDirectory) throw scannerError('nothing-scanned', { tool: 'checkov' }, `there is no directory ${path}`)
}
