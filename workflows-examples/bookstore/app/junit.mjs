// Vets and tests the Go module in the current directory and leaves a JUnit report, made of what `go test -json` says.
// Usage: node ../junit.mjs REPORT. Ends as `go test` does; the report is written either way.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv[2])

function main(report) {
  if (report === undefined) throw new Error('usage: node junit.mjs REPORT')
  const vet = spawnSync('go', ['vet', './...'], { stdio: ['ignore', 'inherit', 'inherit'] })
  if (vet.status !== 0) return vet.status ?? 1
  const test = spawnSync('go', ['test', '-json', './...'], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const events = readEvents(test.stdout)
  process.stdout.write(events.map(({ Output = '' }) => Output).join(''))
  mkdirSync(dirname(report), { recursive: true })
  writeFileSync(report, toJUnit(events, relative(process.env.GITHUB_WORKSPACE ?? process.cwd(), process.cwd())))
  return test.status ?? 1
}

/** The events of `go test -json` (go doc test2json); lines that are none, such as those of a failing build, are left out. */
export function readEvents(text) {
  return text.split('\n').flatMap((line) => {
    try {
      return line.startsWith('{') ? [JSON.parse(line)] : []
    } catch {
      return []
    }
  })
}

/**
 * A JUnit report with one suite for each package and one case for each test. A test that never ended, and a package that
 * failed without a failing test (it does not compile, it panics), are failures. `directory` stands before file names.
 */
export function toJUnit(events, directory = '') {
  const packages = new Map()
  for (const event of events) {
    const name = event.Package ?? event.ImportPath?.split(' ')[0]
    if (name === undefined) continue
    if (!packages.has(name)) packages.set(name, { tests: new Map(), output: '', action: undefined })
    const suite = packages.get(name)
    if (event.Test === undefined) note(suite, event)
    else {
      if (!suite.tests.has(event.Test)) suite.tests.set(event.Test, { output: '', action: undefined, elapsed: 0 })
      note(suite.tests.get(event.Test), event)
    }
  }
  const suites = [...packages].map(([name, suite]) => suiteOf(name, suite, directory))
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`
}

function note(part, { Action: action, Output: output = '', Elapsed: elapsed = 0 }) {
  part.output += output
  if (!['pass', 'fail', 'skip'].includes(action)) return
  part.action = action
  part.elapsed = elapsed
}

function suiteOf(name, { tests, output, action }, directory) {
  const cases = [...tests].map(([test, part]) => caseOf(name, test, part, directory))
  const failed = [...tests.values()].some((each) => each.action === 'fail' || each.action === undefined)
  if (action !== 'pass' && action !== 'skip' && !failed)
    cases.push(caseOf(name, '(package)', { output, action: 'fail', elapsed: 0 }, directory))
  return `  <testsuite name="${escape(name)}" tests="${cases.length}">\n${cases.join('')}  </testsuite>\n`
}

function caseOf(suite, name, { output, action, elapsed }, directory) {
  const [, file, line, message] = /^\s*(?:\.\/)?([\w./-]+\.go):([0-9]+)(?::[0-9]+)?: (.*)$/m.exec(output) ?? []
  const place = file === undefined ? '' : ` file="${escape(directory === '' ? file : `${directory}/${file}`)}" line="${line}"`
  const failed = action === undefined || action === 'fail'
  const open = `    <testcase classname="${escape(suite)}" name="${escape(name)}" time="${elapsed}"${failed ? place : ''}`
  if (action === 'skip') return `${open}><skipped/></testcase>\n`
  if (!failed) return `${open}/>\n`
  const reason = message ?? (action === undefined ? 'the test never ended' : 'failed')
  return `${open}><failure message="${escape(reason)}">${escape(output)}</failure></testcase>\n`
}

/** Text for XML 1.0: what it cannot hold at all is replaced. */
function escape(text) {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
}
