import { isDeepStrictEqual } from 'node:util'
import { decodeText, parseYaml, type CommitSha } from '@promo/core'
import { isMap, isScalar, isSeq, parseDocument, type Document, type Pair, type YAMLMap, type YAMLSeq } from 'yaml'
import { newlineOf } from './entry-edit.ts'
import { overlayError } from './errors.ts'
import { applySplices, type Splice } from './splice.ts'

export interface SignerCommits {
  /** `id` of an entry of `trust.signers`. */
  readonly signer: string
  /** Not in the entry yet. */
  readonly commits: readonly { readonly commit: CommitSha; readonly comment: string }[]
}

const SIZE_LIMIT = 1024 * 1024

/**
 * Adds commits to `trust.signers[].commits` of promo.yaml: every other character stays, comments too, and that is proven by
 * parsing the file before and after. Throws `config-not-editable` where the entry is an alias or anything but a plain mapping.
 */
export function addSignerCommits(bytes: Uint8Array, additions: readonly SignerCommits[]): Uint8Array {
  const text = decodeText(bytes, SIZE_LIMIT)
  const before = parseYaml(text)
  const document = parseDocument(text, { version: '1.2', uniqueKeys: false })
  const wanted = additions.filter(({ commits }) => commits.length > 0)
  const edited = applySplices(
    text,
    wanted.map((addition) => spliceFor(text, document, addition)),
  )
  assertOnlyAdded(before, edited, wanted)
  const mark = bytes[0] === 0xef ? '\uFEFF' : ''
  return new TextEncoder().encode(mark + edited)
}

function spliceFor(text: string, document: Document.Parsed, { signer, commits }: SignerCommits): Splice {
  const entry = entryOf(document, signer)
  const list = entry.get('commits', true)
  const shas = commits.map(({ commit }) => commit)
  if (list === undefined) return newList(text, entry, signer, `commits: [${shas.join(', ')}]`)
  if (!isSeq(list) || list.anchor !== undefined) throw notEditable(signer, '`commits` is not a plain list')
  return list.flow === true ? intoFlow(text, list, shas) : intoBlock(text, list, commits, signer)
}

function entryOf(document: Document.Parsed, signer: string): YAMLMap {
  const list = document.getIn(['trust', 'signers'], true)
  const found = isSeq(list) ? list.items.find((item) => isMap(item) && item.get('id') === signer) : undefined
  if (!isMap(found)) throw notEditable(signer, 'the entry is not a plain mapping')
  return found
}

function intoFlow(text: string, list: YAMLSeq, shas: readonly string[]): Splice {
  const last = rangeOf(list.items.at(-1))
  if (last !== undefined) return insertAt(last[1], `, ${shas.join(', ')}`)
  const start = rangeOf(list)?.[0] ?? 0
  return insertAt(text.indexOf('[', start) + 1, shas.join(', '))
}

function intoBlock(text: string, list: YAMLSeq, commits: SignerCommits['commits'], signer: string): Splice {
  const last = rangeOf(list.items.at(-1))
  if (last === undefined) throw notEditable(signer, '`commits` is empty')
  const indent = ' '.repeat(columnOf(text, text.lastIndexOf('-', last[0])))
  const lines = commits.map(({ commit, comment }) => `${newlineOf(text)}${indent}- ${commit} # ${comment}`)
  return insertAt(lineEnd(text, last[1]), lines.join(''))
}

/** Behind the workflow: whoever reads the entry finds them together. */
function newList(text: string, entry: YAMLMap, signer: string, line: string): Splice {
  const pair = entry.items.find(isWorkflow)
  const [key, value] = [rangeOf(pair?.key), rangeOf(pair?.value)]
  if (key === undefined || value === undefined) throw notEditable(signer, 'the entry has no plain `workflow`')
  if (entry.flow === true) return insertAt(value[1], `, ${line}`)
  return insertAt(lineEnd(text, value[1]), `${newlineOf(text)}${' '.repeat(columnOf(text, key[0]))}${line}`)
}

function isWorkflow({ key }: Pair): boolean {
  return isScalar(key) && key.value === 'workflow'
}

function rangeOf(node: unknown): readonly [start: number, end: number] | undefined {
  if (!isScalar(node) && !isSeq(node)) return undefined
  return node.range === null || node.range === undefined ? undefined : [node.range[0], node.range[1]]
}

function insertAt(at: number, text: string): Splice {
  return { start: at, end: at, text }
}

function columnOf(text: string, at: number): number {
  return at - (text.lastIndexOf('\n', at - 1) + 1)
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from)
  if (found < 0) return text.length
  return text[found - 1] === '\r' ? found - 1 : found
}

interface Tree {
  readonly trust?: { readonly signers?: readonly Record<string, unknown>[] }
}

/** The same values before and after, but for the commits added. */
function assertOnlyAdded(before: unknown, edited: string, additions: readonly SignerCommits[]): void {
  const tree = before as Tree
  const signers = (tree.trust?.signers ?? []).map((signer) => {
    const own = additions.filter((each) => each.signer === signer['id']).flatMap(({ commits }) => commits)
    const commits = [...((signer['commits'] ?? []) as readonly unknown[]), ...own.map(({ commit }) => commit)]
    return own.length === 0 ? signer : { ...signer, commits }
  })
  const expected = tree.trust === undefined ? tree : { ...tree, trust: { ...tree.trust, signers } }
  if (isDeepStrictEqual(parseYaml(edited), expected)) return
  throw notEditable(additions.map(({ signer }) => signer).join(', '), 'editing it would change more than its commits')
}

function notEditable(signer: string, why: string): Error {
  return overlayError('config-not-editable', { signer }, `signer ${signer} cannot be edited: ${why}`)
}
