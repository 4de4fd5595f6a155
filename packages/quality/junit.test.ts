import { describe, expect, test } from '@jest/globals'
import { asPromoError, isPromoError } from '@promo/core'
import { expectCode } from '@promo/core/testing'
import fc from 'fast-check'
import { readJUnit, type JUnitCase } from './junit.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const casesOf = (text: string): readonly JUnitCase[] => readJUnit(bytes(text), 'junit.xml').cases
const outcomes = (text: string): readonly string[] => casesOf(text).map(({ name, outcome }) => `${name} ${outcome}`)

const PYTEST = `<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="0" failures="1" skipped="1" tests="3" time="0.1"><testcase classname="tests.test_a" name="test_ok" time="0.001" /><testcase classname="tests.test_a" name="test_bad[x&amp;y]" file="tests/test_a.py" line="7"><failure message="assert 1 == 2&#10;more">def test_bad(): ...</failure></testcase><testcase classname="tests.test_a" name="test_later"><skipped type="pytest.skip" message="later">x</skipped></testcase></testsuite></testsuites>`
const JEST = `<testsuites name="jest tests" tests="2" failures="0" errors="1" time="1.2">
  <testsuite name="sum" errors="0" failures="0" skipped="0" tests="2"><testcase classname="sum adds" name="sum adds" time="0.003"></testcase></testsuite>
  <testsuite name="broken.test.js" errors="1" failures="0" skipped="0" tests="0"></testsuite>
</testsuites>`
const DOTNET = `\uFEFF<testsuites><testsuite name="Shop.Tests.dll" tests="2" skipped="0" failures="1" errors="0"><testcase classname="Shop.CartTests" name="Adds" time="0.1" /><testcase classname="Shop.CartTests" name="Removes"><failure type="failure" message="Assert.Equal() Failure">at Shop</failure></testcase><system-out>Test Framework Informational</system-out></testsuite></testsuites>`
const GOTESTSUM = `<testsuites tests="2" failures="1"><testsuite tests="2" failures="1" name="example.com/orders"><properties><property name="go.version" value="go1.26"></property></properties><testcase classname="example.com/orders" name="TestTotal/empty" time="0.000"></testcase><testcase classname="example.com/orders" name="TestTotal"><failure message="Failed" type=""><![CDATA[=== RUN <!DOCTYPE html>\n]]></failure></testcase></testsuite></testsuites>`
const SUREFIRE = `<testsuite name="com.shop.CartTest" tests="2"><testcase name="flaky" classname="com.shop.CartTest"><flakyFailure message="once"><stackTrace>x</stackTrace></flakyFailure></testcase><testcase name="bad" classname="com.shop.CartTest"><failure message="first"/><rerunFailure message="again"/></testcase></testsuite>`

describe('a JUnit report', () => {
  test.each<[string, string, readonly string[]]>([
    ['pytest', PYTEST, ['test_ok passed', 'test_bad[x&y] failed', 'test_later skipped']],
    ['jest-junit, with a suite that could not start', JEST, ['sum adds passed', '(suite) failed']],
    ['JunitXml.TestLogger, with a byte order mark', DOTNET, ['Adds passed', 'Removes failed']],
    ['gotestsum', GOTESTSUM, ['TestTotal/empty passed', 'TestTotal failed']],
    ['Surefire, with retries', SUREFIRE, ['flaky retried', 'bad failed']],
  ])('of %s gives its cases', (_tool, text, expected) => {
    expect(outcomes(text)).toEqual(expected)
  })

  test('says where a case failed and why', () => {
    expect(casesOf(PYTEST)[1]).toEqual({
      suite: 'tests.test_a',
      name: 'test_bad[x&y]',
      outcome: 'failed',
      message: 'assert 1 == 2\nmore',
      file: 'tests/test_a.py',
      line: 7,
    })
  })

  test('is counted case by case, whatever its suites say', () => {
    const lying =
      '<testsuites tests="225"><testsuite tests="225"><testsuite tests="0"><testcase name="a"/></testsuite></testsuite></testsuites>'
    expect(readJUnit(bytes(lying), 'lying.xml').report.tests).toBe(1)
    expect(outcomes('<testsuite tests="173"/>')).toEqual([])
  })

  test('fails where it says so without naming a case', () => {
    expect(outcomes('<testsuites failures="2"><testsuite><testcase name="a"/></testsuite></testsuites>')).toEqual([
      'a passed',
      '(suite) failed',
    ])
    expect(outcomes('<testsuite name="s"><testcase name="a"/><error message="no set-up"/></testsuite>')).toEqual([
      'a passed',
      '(suite) failed',
    ])
    expect(
      outcomes('<testsuite><testcase name="a" status="failed"/><testcase name="b" status="notrun"/></testsuite>'),
    ).toEqual(['a failed', 'b skipped'])
  })

  test('is read in the encoding that it declares', () => {
    const latin = '<?xml version="1.0" encoding="ISO-8859-1"?><testsuite><testcase name="\u00e4"/></testsuite>'
    expect(readJUnit(Uint8Array.from(Buffer.from(latin, 'latin1')), 'l').cases[0]?.name).toBe('ä')
    const wide = `\uFEFF<?xml version="1.0" encoding="utf-16"?><testsuite><testcase name="ä"/></testsuite>`
    expect(readJUnit(Uint8Array.from(Buffer.from(wide, 'utf16le')), 'w').cases[0]?.name).toBe('ä')
  })

  test.each<[string, string, string]>([
    ['nothing', '', 'junit-unreadable'],
    ['white space', ' \n', 'junit-unreadable'],
    ['text', '3 tests passed', 'junit-unreadable'],
    ['a report that is cut off between cases', '<testsuites><testsuite><testcase name="a"/>', 'junit-unreadable'],
    ['a report that is cut off in CDATA', '<testsuite><testcase name="a"><failure><![CDATA[x', 'junit-unreadable'],
    ['crossed elements', '<testsuite><testcase></testsuite></testcase>', 'junit-unreadable'],
    ['two roots', '<testsuite/><testsuite/>', 'junit-unreadable'],
    ['the element __proto__', '<testsuite><__proto__/></testsuite>', 'junit-unreadable'],
    ['another vocabulary', '<TestRun><Results/></TestRun>', 'junit-foreign'],
    ['a document type', '<!DOCTYPE testsuite><testsuite/>', 'junit-refused'],
    [
      'entities that grow',
      '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><testsuite><testcase name="&b;"/></testsuite>',
      'junit-refused',
    ],
    [
      'an entity that reads a file',
      '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><testsuite/>',
      'junit-refused',
    ],
    ['a document type in the middle', '<testsuite><!DOCTYPE x></testsuite>', 'junit-refused'],
    ['suites without end', '<testsuite>'.repeat(5000) + '</testsuite>'.repeat(5000), 'junit-unreadable'],
  ])('that is %s is refused', async (_what, text, code) => {
    await expectCode(code, () => readJUnit(bytes(text), 'junit.xml'))
  })

  test('with bytes that are no text, or too many elements, is refused', async () => {
    await expectCode('junit-unreadable', () => readJUnit(Uint8Array.of(0x3c, 0xff, 0xfe), 'x'))
    const many = `<testsuite>${'<a/>'.repeat(2_000_001)}</testsuite>`
    await expectCode('junit-refused', () => readJUnit(bytes(many), 'x'))
  })

  test('of any shape ends with cases or with a refusal of ours', () => {
    const piece = fc.constantFrom(
      '<testsuite>',
      '</testsuite>',
      '<testcase name="a">',
      '</testcase>',
      '<failure/>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '&amp;',
      '&x;',
      '"',
      "='",
      '<',
      '\u0000',
      'é',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        try {
          readJUnit(bytes(`<testsuite>${pieces.join('')}</testsuite>`), 'x')
        } catch (error) {
          expect([isPromoError(error), asPromoError(error).code]).toEqual([true, expect.stringMatching(/^junit-/)])
        }
      }),
    )
  })

  test('counts as many cases as it has, however they are nested', () => {
    const suite = fc.letrec<{ readonly node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.constant('<testcase name="t"/>'),
        fc.array(tie('node'), { maxLength: 4 }).map((nodes) => `<testsuite tests="9">${nodes.join('')}</testsuite>`),
      ),
    })).node
    fc.assert(
      fc.property(suite, (text) => {
        const wanted = text.split('<testcase').length - 1
        expect(casesOf(`<testsuites>${text}</testsuites>`)).toHaveLength(wanted)
      }),
    )
  })
})
