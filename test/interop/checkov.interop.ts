import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Scanned } from '@promo/scanners'
import { ROOT } from '../../scripts/root.ts'
import { realScanners, writeFiles } from './real-scanners.ts'

jest.setTimeout(120_000)

let root: string
const at = (...names: string[]): string => join(root, ...names)
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'promo-checkov-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const scan = (path: string, environment = {}): Promise<Scanned> =>
  realScanners(root, {}, environment).scan('checkov', { kind: 'source', path })

/** How many findings each file has; the checks themselves are checkov's business. */
function byFile({ tool, findings }: Scanned): Readonly<Record<string, number>> {
  expect(tool).toMatchObject({ outcome: 'pass', complete: true, version: '3.3.30' })
  const paths = findings.map(({ location }) => location?.path ?? '').toSorted()
  return Object.fromEntries(paths.map((path) => [path, paths.filter((other) => other === path).length]))
}

const BUCKET = 'resource "aws_s3_bucket" "open" {\n  acl = "public-read"\n}\n'
const POD = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - { name: web, image: 'web:latest', securityContext: { privileged: true } }
`
const DIRTY = {
  'infra/main.tf': BUCKET,
  'deploy/pod.yaml': POD,
  Dockerfile: 'FROM debian:latest\nRUN apt-get update\n',
}

describe('checkov', () => {
  test('finds nothing in the bookstore, and what is wrong with its dirty variant, each time the same', async () => {
    const examples = join(ROOT, 'workflows-examples')
    expect(byFile(await scan(join(examples, 'bookstore')))).toEqual({})
    for (const variant of ['bookstore', 'bookstore-dirty'])
      cpSync(join(examples, variant), at('dirty'), { recursive: true })
    const scanned = await scan(at('dirty'))
    expect(byFile(scanned)).toEqual({
      'app/payments-worker/Dockerfile': 5,
      'kustomize/base/orders.yaml': 6,
      'terraform/downloads.tf': 11,
    })
    expect(scanned.findings).toContainEqual(
      expect.objectContaining({ ruleId: 'CKV_AWS_20', severity: 'medium', kind: 'misconfiguration' }),
    )
    expect(await scan(at('dirty'))).toMatchObject({ findings: scanned.findings })
  })

  test('finds the same whatever the directory and the job tell it, and runs nothing of the directory', async () => {
    writeFiles(at('plain'), DIRTY)
    const pwned = at('pwned')
    const evil = `open(${JSON.stringify(pwned)}, 'w').write('x')\n`
    const config = `skip-check: [CKV_AWS_20, CKV_DOCKER_2]\nsoft-fail: true\nexternal-checks-dir: [checks]\nskip-path: [infra]\n`
    writeFiles(at('silenced'), {
      ...DIRTY,
      '.checkov.yaml': config,
      '.checkov.yml': config,
      '.checkov.baseline': '{"failed_checks": []}',
      'checks/__init__.py': evil,
      'checks/evil.py': evil,
      'checkov.py': evil,
      'sitecustomize.py': evil,
    })
    const environment = {
      CKV_SKIP_CHECK: 'CKV_AWS_20',
      CKV_FRAMEWORK: 'secrets',
      CKV_IGNORED_DIRECTORIES: 'infra',
      PYTHONPATH: at('silenced'),
      BC_API_KEY: '00000000-0000-0000-0000-000000000000::x',
    }
    const { findings } = await scan(at('silenced'), environment)
    expect(findings).toEqual((await scan(at('plain'))).findings)
    expect(findings.length).toBeGreaterThan(10)
    expect(existsSync(pwned)).toBe(false)
  })

  test('looks where it would not by itself', async () => {
    const Dockerfile = DIRTY.Dockerfile
    writeFiles(at('hidden'), { '.deploy/Dockerfile': Dockerfile, 'node_modules/x/Dockerfile': Dockerfile })
    expect(Object.keys(byFile(await scan(at('hidden'))))).toEqual(['.deploy/Dockerfile', 'node_modules/x/Dockerfile'])
  })

  test('tells what a comment or an annotation suppresses', async () => {
    writeFiles(at('skipped'), {
      'main.tf': BUCKET.replace('\n', '\n  #checkov:skip=CKV_AWS_20:it is a public site\n'),
      'pod.yaml': POD.replace(
        'namespace: shop',
        "namespace: shop, annotations: { checkov.io/skip1: 'CKV_K8S_16=old' }",
      ),
    })
    const { findings, suppressed = [] } = await scan(at('skipped'))
    expect(suppressed.map(({ finding, reason }) => [finding.ruleId, finding.location?.path, reason])).toEqual([
      ['CKV_AWS_20', 'main.tf', 'it is a public site'],
      ['CKV_K8S_16', 'pod.yaml', 'old'],
    ])
    expect(findings.map(({ ruleId }) => ruleId)).not.toContain('CKV_AWS_20')
  })

  test('takes a file it cannot parse and a directory that is not there for no clean scan, and an empty one for clean', async () => {
    writeFiles(at('broken'), { ...DIRTY, 'bad.tf': 'resource "x" "y" {\n' })
    writeFiles(at('empty'), { 'README.md': 'Nothing here.\n' })
    expect((await scan(at('broken'))).tool.error?.code).toBe('files-unread')
    expect((await scan(at('nowhere'))).tool.error?.code).toBe('nothing-scanned')
    expect(byFile(await scan(at('empty')))).toEqual({})
  })
})
