// node --test app/junit.test.mjs
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readEvents, toJUnit } from './junit.mjs'

const go = (...events) => events.map((event) => ({ Package: 'example.com/orders', ...event }))
const cases = (xml) => [...xml.matchAll(/<testcase [^>]*name="([^"]*)" time[^>]*>(?:<(\w+))?/g)].map(([, name, child]) => [name, child])

test('passed, failed and skipped tests become cases', () => {
  const xml = toJUnit(
    go(
      { Action: 'run', Test: 'TestA' },
      { Action: 'pass', Test: 'TestA', Elapsed: 0.01 },
      { Action: 'output', Test: 'TestB/x<y', Output: '    main_test.go:12: got "1" & want 2\n' },
      { Action: 'fail', Test: 'TestB/x<y' },
      { Action: 'skip', Test: 'TestC' },
      { Action: 'fail' },
    ),
    'app/orders',
  )
  assert.deepEqual(cases(xml), [
    ['TestA', undefined],
    ['TestB/x&lt;y', 'failure'],
    ['TestC', 'skipped'],
  ])
  assert.match(xml, /file="app\/orders\/main_test\.go" line="12"><failure message="got &quot;1&quot; &amp; want 2">/)
})

test('a test that never ends is a failure', () => {
  const xml = toJUnit(go({ Action: 'run', Test: 'TestA' }, { Action: 'output', Output: 'panic: x\n' }, { Action: 'fail' }))
  assert.deepEqual(cases(xml), [['TestA', 'failure']])
})

test('a package that does not compile is a failure', () => {
  const events = readEvents(
    [
      '# example.com/orders',
      '{"ImportPath":"example.com/orders [example.com/orders.test]","Action":"build-output","Output":"./main.go:3:1: syntax error\\n"}',
      '{"Action":"output","Package":"example.com/orders","Output":"FAIL\\texample.com/orders [build failed]\\n"}',
      '{"Action":"fail","Package":"example.com/orders","FailedBuild":"example.com/orders [example.com/orders.test]"}',
    ].join('\n'),
  )
  const xml = toJUnit(events)
  assert.deepEqual(cases(xml), [['(package)', 'failure']])
  assert.match(xml, /file="main\.go" line="3"><failure message="syntax error">/)
})

test('a package without tests has no case, and control characters do no harm', () => {
  assert.deepEqual(cases(toJUnit(go({ Action: 'skip' }))), [])
  assert.doesNotMatch(toJUnit(go({ Action: 'output', Test: 'T', Output: '\u001b[31m\u0000' }, { Action: 'fail', Test: 'T' })), /[\u0000\u001b]/)
})
