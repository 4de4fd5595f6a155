import { join, resolve } from 'node:path'
import type { BuildTarget } from '@promo/builders'
import { LAYOUT_DIRECTORY } from '@promo/line'
import { actionError } from '../errors.ts'
import type { BuildByDigestRequest } from './inputs.ts'

type Target = Pick<BuildByDigestRequest, 'image' | 'quarantine' | 'push' | 'layoutOutput' | 'artifact'>

/**
 * Where the bytes go: the repository, the quarantine repository, or a layout. Without `layout-output` the layout lies beside
 * the build record, and both travel in one artifact. Throws `layout-output-missing`, `quarantine-needs-push`.
 */
export function buildTarget(
  { image, quarantine, push, layoutOutput, artifact }: Target,
  { workspace, directory }: { readonly workspace: string; readonly directory: string },
): BuildTarget {
  if (push) return { kind: 'registry', image: quarantine ?? image }
  if (quarantine !== undefined)
    throw actionError('quarantine-needs-push', { quarantine }, '`quarantine` is given, but nothing is to be pushed')
  if (layoutOutput !== undefined) return { kind: 'layout', directory: resolve(workspace, layoutOutput) }
  if (artifact !== undefined) return { kind: 'layout', directory: join(directory, LAYOUT_DIRECTORY) }
  throw actionError('layout-output-missing', {}, '`push: false` without `layout-output` and `artifact`')
}
