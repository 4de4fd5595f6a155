import { readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { decodeText } from '@promo/core'
import { runnerError } from '../errors.ts'
import { isInside } from './workspace-path.ts'

/** Where a document is: the text itself, or a path that has not been opened yet. */
export type DocumentSource =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'path'; readonly path: string }

const DOCUMENT_LIMIT = 16 * 1024 * 1024

/** A text has more than one line, is JSON or a YAML mapping; anything else is a path. */
export function documentSource(value: string): DocumentSource {
  const isText = value.includes('\n') || /^[[{]/.test(value) || /:(?:\s|$)/.test(value)
  return isText ? { kind: 'text', text: value } : { kind: 'path', path: value }
}

/**
 * The text of a document. A relative path starts at the workspace and may not lead out of it, by a symbolic link either:
 * the checkout can hold anything. An absolute path is taken as it is. Throws `document-missing` or `input-too-large`.
 */
export function readDocument(source: DocumentSource, workspace: string): string {
  if (source.kind === 'text') return decodeText(source.text, DOCUMENT_LIMIT)
  const real = realFile(path.resolve(workspace, source.path), source.path)
  if (!path.isAbsolute(source.path) && !isInside(real, realpathSync(workspace))) {
    const shown = shorten(source.path)
    throw runnerError('document-missing', { path: shown }, `${shown} leads out of the workspace`)
  }
  return decodeText(readFileSync(real), DOCUMENT_LIMIT)
}

function realFile(file: string, shown: string): string {
  try {
    const real = realpathSync(file)
    const stats = statSync(real)
    if (stats.isFile() && stats.size <= DOCUMENT_LIMIT) return real
  } catch {
    // Reported below, with the path as it was given.
  }
  const name = shorten(shown)
  throw runnerError('document-missing', { path: name }, `there is no file ${JSON.stringify(name)} of at most 16 MiB`)
}

function shorten(path: string): string {
  return path.slice(0, 200)
}
