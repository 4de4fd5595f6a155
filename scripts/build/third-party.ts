import { transform } from 'esbuild'

/** esbuild writes the source path above the statements of every module that it joined into a chunk. */
const MODULE = /^\/\/ (\S.*)$/
const THIRD_PARTY = /(^|\/)node_modules\//
/** The chunk's own export list names bindings of many modules, so it is no part of the last one. */
const EXPORTS = /^export \{$/

interface Section {
  readonly thirdParty: boolean
  readonly lines: string[]
}

/**
 * Takes the white space out of the third-party modules of one esbuild chunk and leaves first-party code readable.
 * esbuild minifies whole chunks only, and a chunk mixes both; separate bundles would lose tree shaking between them.
 */
export async function compactThirdParty(chunk: string): Promise<string> {
  const sections = await Promise.all(sectionsOf(chunk).map(compact))
  return sections.filter((text) => text !== '').join('\n') + '\n'
}

function sectionsOf(chunk: string): readonly Section[] {
  const sections: Section[] = [{ thirdParty: false, lines: [] }]
  for (const line of chunk.trimEnd().split('\n')) {
    const starts = startsSection(line)
    const last = sections.at(-1)
    if (last !== undefined && (starts === undefined || starts === last.thirdParty)) last.lines.push(line)
    else sections.push({ thirdParty: starts === true, lines: [line] })
  }
  return sections
}

/** Whether `line` opens third-party code (true), first-party code (false) or nothing. */
function startsSection(line: string): boolean | undefined {
  if (EXPORTS.test(line)) return false
  const path = MODULE.exec(line)?.[1]
  if (path === undefined || !/\.(ts|js|mjs|cjs|json)$/.test(path)) return undefined
  return THIRD_PARTY.test(path)
}

async function compact(section: Section): Promise<string> {
  const text = section.lines.join('\n')
  if (!section.thirdParty) return text.trimEnd()
  const { code } = await transform(text, {
    minifyWhitespace: true,
    legalComments: 'none',
    charset: 'utf8',
    target: 'node24',
  })
  return code.trimEnd()
}
