import { digestOf, type TestReport } from '@promo/core'
import { qualityError } from './errors.ts'
import { decodeReport } from './junit-text.ts'
import { parseXml, type XmlElement } from './xml-tree.ts'

/** One case of a report. */
export interface JUnitCase {
  readonly suite: string
  readonly name: string
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'retried'
  readonly message: string
  readonly file?: string
  readonly line?: number
}

export interface JUnitReport {
  readonly report: TestReport
  readonly cases: readonly JUnitCase[]
}

/** Longest name and message that is kept; frameworks put whole parameters and stack traces there. */
const NAME_LIMIT = 300
const MESSAGE_LIMIT = 500

/**
 * Reads one JUnit XML file (the dialects of Ant, Surefire, pytest, jest-junit, JunitXml.TestLogger, gotestsum,
 * go-junit-report, trx2junit). Every `testcase` counts as what it holds, wherever it lies; the numbers that suites
 * give about themselves are not believed, except that a suite which reports failures and names none counts as failed.
 * Throws `junit-unreadable`, `junit-refused`, `junit-foreign`.
 */
export function readJUnit(bytes: Uint8Array, path: string): JUnitReport {
  const root = parseXml(decodeReport(bytes, path), path)
  if (root.name !== 'testsuites' && root.name !== 'testsuite') {
    throw qualityError(
      'junit-foreign',
      { path, found: root.name },
      `${path} is no JUnit report: its root is <${root.name.slice(0, 100)}>`,
    )
  }
  const cases = casesOf(root, { suite: '', file: undefined })
  return { report: { path, digest: digestOf(bytes), tests: cases.length }, cases }
}

/** What a case takes from the suite around it. */
interface Place {
  readonly suite: string
  readonly file: string | undefined
}

function casesOf(element: XmlElement, place: Place): readonly JUnitCase[] {
  if (element.name === 'testcase') return [caseOf(element, place), ...nested(element, place)]
  const isSuite = element.name === 'testsuite' || element.name === 'testsuites'
  if (!isSuite) return nested(element, place)
  const inside = {
    suite: clip(element.attribute('name') ?? place.suite, NAME_LIMIT),
    file: element.attribute('file') ?? place.file,
  }
  const cases = nested(element, inside)
  return [...cases, ...suiteFailures(element, inside, cases)]
}

function nested(element: XmlElement, place: Place): readonly JUnitCase[] {
  const found: JUnitCase[] = []
  for (const child of element.children) for (const each of casesOf(child, place)) found.push(each)
  return found
}

const FAILURES = ['failure', 'error']
/** Surefire's marks of runs that were repeated (surefire, "Rerun failing tests"). */
const RETRIES = ['flakyFailure', 'flakyError', 'rerunFailure', 'rerunError']
const FAILED_WORDS = /^(?:failed|failure|error|errored|broken)$/i
const SKIPPED_WORDS = /^(?:skipped|notrun|disabled|ignored|pending|suppressed)$/i

function caseOf(element: XmlElement, place: Place): JUnitCase {
  const { children } = element
  const failure = children.find(({ name }) => FAILURES.includes(name))
  const retry = children.find(({ name }) => RETRIES.includes(name))
  const words = [element.attribute('status') ?? '', element.attribute('result') ?? '']
  const isSkipped = children.some(({ name }) => name === 'skipped') || words.some((word) => SKIPPED_WORDS.test(word))
  const outcome = (): JUnitCase['outcome'] => {
    if (failure !== undefined || words.some((word) => FAILED_WORDS.test(word))) return 'failed'
    if (isSkipped) return 'skipped'
    return retry === undefined ? 'passed' : 'retried'
  }
  return {
    suite: clip(element.attribute('classname') ?? place.suite, NAME_LIMIT),
    name: clip(element.attribute('name') ?? '', NAME_LIMIT),
    outcome: outcome(),
    message: messageOf(failure ?? retry),
    ...locationOf(element, place),
  }
}

/** A suite that could not even start, as a case of its own. */
function suiteFailures(element: XmlElement, place: Place, cases: readonly JUnitCase[]): readonly JUnitCase[] {
  const named = element.children.filter(({ name }) => FAILURES.includes(name))
  const failed = named.map((each) => suiteFailure(place, messageOf(each)))
  if (failed.length > 0 || cases.some(({ outcome }) => outcome === 'failed' || outcome === 'retried')) return failed
  const claimed = ['failures', 'errors'].some((name) => Number(element.attribute(name) ?? 0) > 0)
  return claimed ? [suiteFailure(place, 'the suite reports failures and names none')] : []
}

function suiteFailure({ suite, file }: Place, message: string): JUnitCase {
  return {
    suite,
    name: '(suite)',
    outcome: 'failed',
    message,
    ...(file === undefined ? {} : { file: clip(file, NAME_LIMIT) }),
  }
}

function messageOf(element: XmlElement | undefined): string {
  if (element === undefined) return ''
  return clip((element.attribute('message') ?? element.text).trim() || element.text.trim(), MESSAGE_LIMIT)
}

function locationOf(element: XmlElement, { file: ofSuite }: Place): Pick<JUnitCase, 'file' | 'line'> {
  const file = element.attribute('file') ?? ofSuite
  const line = element.attribute('line') ?? ''
  return {
    ...(file === undefined || file === '' ? {} : { file: clip(file, NAME_LIMIT) }),
    ...(/^[1-9][0-9]{0,6}$/.test(line) ? { line: Number(line) } : {}),
  }
}

function clip(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`
}
