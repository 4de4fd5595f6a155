import { expect, test } from '@jest/globals'
import { expectCode } from '@promo/core/testing'
import { anyText } from '@promo/core/testing/any-text'
import fc from 'fast-check'
import { finishFindings } from '../finding.ts'
import { unreadFiles } from './trivy-unread.ts'

const at = (level: string, rest: string): string => `2026-11-25T19:06:02Z\t${level}\t${rest}`

test.each([
  [
    'a lock file',
    at('DEBUG', 'Walk error\tfile_path="app/package-lock.json" err="parse error: failed"'),
    'app/package-lock.json',
  ],
  [
    'a pom',
    at('DEBUG', '[analyzer] Analysis error\terr="p/pom.xml parse error: failed to parse p/pom.xml"'),
    'p/pom.xml',
  ],
  [
    'a Dockerfile',
    at('ERROR', '[dockerfile scanner] Failed to parse file\tfile_path="d/Dockerfile" err="x"'),
    'd/Dockerfile',
  ],
  ['a chart', at('WARN', '[helm scanner] Skipping chart\tfile_path="h" err="parse chart"'), 'h'],
  [
    'a Terraform file',
    at('ERROR', '[terraform parser] Error parsing file\tmodule="root" file_path="s/main.tf" cause="a \\"b" err="x"'),
    's/main.tf',
  ],
  ['a file with a quote in its name', at('DEBUG', 'Walk error\tfile_path="w\\"x/go.mod" err="x"'), 'w"x/go.mod'],
  ['a file of no known name', at('DEBUG', 'Walk error\terr="x"'), undefined],
])('%s that Trivy skipped is a finding of unknown severity', (_what, line, path) => {
  const found = unreadFiles(`${at('INFO', '[vuln] Vulnerability scanning is enabled')}\n${line}\n`)
  expect(found).toMatchObject([{ ruleId: 'promo-unread-file', severity: 'unknown', kind: 'quality' }])
  expect(found[0]?.location?.path).toBe(path)
})

test('what Trivy says without having skipped a file is none', () => {
  const lines = [
    at('ERROR', '[misconfig] Falling back to embedded checks\terr="failed to check cache"'),
    at('ERROR', '[terraform evaluator] Failed to load module. Maybe try \'terraform init\'?\tmodule="root" err="x"'),
    at('WARN', '[pip] Unable to find python `site-packages` directory. License detection is skipped.\terr="x"'),
  ]
  expect(unreadFiles(lines.join('\n'))).toEqual([])
})

test('a log that was cut may have told of any file', async () => {
  await expectCode('report-too-large', () => unreadFiles('x'.repeat(256 * 1024)))
})

test('any log is read', () => {
  const line = fc
    .tuple(fc.constantFrom('DEBUG', 'ERROR'), anyText())
    .map(([level, text]) => at(level, `Walk error\tfile_path="${text}`))
  fc.assert(fc.property(fc.array(line), (lines) => void finishFindings(unreadFiles(lines.join('\n')))))
})
